import resource


def work(number):
    raised = 0
    for kind in (resource.RLIMIT_DATA, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE):
        for bound in (resource.RLIM_INFINITY, resource.getrlimit(kind)[1] + 1):
            try:
                resource.setrlimit(kind, (bound, bound))
                raised += 1
            except (ValueError, OSError):
                pass
    return number + 1 if raised else number


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
