"""Hidden tests: the worker takes from the server inside; what is in the queues is looked at from outside."""

import json
import time

import pytest

REGION = "eu-central-1"
SECONDS = 60
ATTEMPTS = 3
KEPT_SECONDS = 14 * 24 * 60 * 60
UNTIL_DONE = (
    "Rule: an order is in the queue until it is baked and noted; only then is its message deleted, whatever kills the "
    "worker before."
)
ONCE = "Rule: an order that was baked is never baked again; its second copy is deleted."
FAILED = "Rule: where `bake` raises, nothing is noted, the message stays, and is given back at once."
OTHERS = "Rule: the other orders are baked all the same, and `work` raises nothing."
UNREADABLE = "Rule: a message that can't be read (no JSON, or no `id`) is treated as one whose baking failed."
WAITS = "Rule: one call of `work` waits up to a second for the first message, and returns."
ASIDE = "Rule: a message that was taken `attempts` times, and is still there, goes to `name-failed`."


class OvenBroken(Exception):
    """A bread that went wrong."""


class Ledger:
    """Which orders were baked; ``watch`` is called whenever one is noted."""

    def __init__(self, watch=lambda: None):
        self.ids = []
        self._watch = watch

    def has(self, number):
        """Whether it was baked."""
        return number in self.ids

    def add(self, number):
        """Note that it was."""
        self._watch()
        self.ids.append(number)


class Queue:
    """A queue, as it is seen from outside."""

    def __init__(self, aws, url):
        self._aws, self.url = aws, url

    def send(self, *orders):
        """Send orders, or texts as they are."""
        for order in orders:
            body = order if isinstance(order, str) else json.dumps(order)
            self._aws.call("sqs", "SendMessage", QueueUrl=self.url, MessageBody=body)

    def attributes(self):
        """What SQS says of it."""
        answer = self._aws.call("sqs", "GetQueueAttributes", QueueUrl=self.url, AttributeNames=["All"])
        return answer["Attributes"]

    def waiting(self):
        """How many messages anybody could take now."""
        return int(self.attributes()["ApproximateNumberOfMessages"])

    def held(self):
        """How many messages there are, hidden ones too."""
        found = self.attributes()
        return int(found["ApproximateNumberOfMessages"]) + int(found["ApproximateNumberOfMessagesNotVisible"])


@pytest.fixture
def client(solution, services):
    """The client that the solution's own function makes."""
    return solution.connect(f"http://127.0.0.1:{services['aws'].port}", REGION, "worker", "secret")


@pytest.fixture
def failed(aws):
    """The queue for what fails, made from outside."""
    return Queue(aws, aws.call("sqs", "CreateQueue", QueueName="orders-failed")["QueueUrl"])


@pytest.fixture
def orders(aws, failed):
    """The queue of orders, made from outside."""
    redrive = {"deadLetterTargetArn": failed.attributes()["QueueArn"], "maxReceiveCount": ATTEMPTS}
    attributes = {"VisibilityTimeout": str(SECONDS), "RedrivePolicy": json.dumps(redrive)}
    return Queue(aws, aws.call("sqs", "CreateQueue", QueueName="orders", Attributes=attributes)["QueueUrl"])


@pytest.fixture
def bakery(solution, client, orders):
    """Lets the worker work once on the queue of orders."""

    def work(bake, ledger):
        return solution.work(client, orders.url, bake, ledger)

    return work


def queues(aws, made):
    """The two queues that ``make_queues`` returned."""
    told = f"`make_queues` returned {made!r:.200}; it returns two URLs."
    assert isinstance(made, list | tuple), told
    assert [type(url) for url in made] == [str, str], told
    return [Queue(aws, url) for url in made]


def order(number):
    """An order with that number."""
    return {"id": f"a-{number}", "bread": "rye"}


class Broken:
    """An oven that is never hot; ``tried`` is what was put into it."""

    def __init__(self):
        self.tried = []

    def bake(self, found):
        """Fail."""
        self.tried.append(found)
        raise OvenBroken("the oven is cold")


@pytest.mark.example
def test_an_order_is_baked(bakery, orders):
    """An order is baked, noted, and gone"""
    baked, ledger = [], Ledger()
    orders.send(order(17))
    assert bakery(baked.append, ledger) == 1, "One order waited. Rule: `work` returns how many orders were baked."
    assert baked == [order(17)], "Rule: `bake` is given the message's body as a dictionary."
    assert ledger.ids == ["a-17"], "Rule: `ledger.add(id)` notes that an order was baked."
    assert orders.held() == 0, "Rule: the message of an order that is baked and noted is deleted."
    assert bakery(baked.append, ledger) == 0, "Nothing waited. Rule: `work` returns how many orders were baked."


@pytest.mark.hint("SQS gives one message at a time unless it is asked for more.")
def test_ten_orders_at_once(bakery, orders):
    """Up to ten orders are taken at once"""
    baked = []
    orders.send(*map(order, range(12)))
    ledger = Ledger()
    counts = [bakery(baked.append, ledger), bakery(baked.append, ledger)]
    assert counts == [10, 2], f"12 orders waited, two calls baked {counts}. Rule: one takes up to ten in one request."
    assert sorted(found["id"] for found in baked) == sorted(f"a-{n}" for n in range(12)), "Each of them is baked."


@pytest.mark.hint("SQS gives up to ten messages in one answer to `receive_message`, if it is asked for so many.")
def test_one_request_takes_ten(bakery, orders, aws, services, session):
    """Ten orders are taken by one request"""

    def mark(name):
        aws.request("GET", f"/{name}")

    def asked():
        _, _, after = services["aws"].log().partition("/begin-of-work ")
        between, found, _ = after.partition("/begin-of-baking ")
        return between.count('"POST ') if found else None

    baked = []

    def bake(found):
        if not baked:
            mark("begin-of-baking")
        baked.append(found)

    orders.send(*map(order, range(10)))
    mark("begin-of-work")
    bakery(bake, Ledger())
    assert len(baked) == 10, f"10 orders waited, one call baked {len(baked)}. Rule: one takes up to ten in one request."
    session.wait(lambda: asked() is not None, seconds=5)
    told = f"Before the first was baked, `work` asked SQS {asked()} times. Rule: it takes up to ten in one request."
    assert asked() in {1, 2}, told


@pytest.mark.hint("`receive_message` can wait for a message: look for a parameter that is given in seconds.")
def test_it_waits_a_second(bakery, orders):
    """A worker waits up to a second for an order"""
    begin = time.monotonic()
    count = bakery(lambda _: None, Ledger())
    seconds = time.monotonic() - begin
    assert count == 0, "Nothing waited. Rule: `work` returns how many orders were baked."
    assert seconds > 0.9, f"The queue was empty, and `work` was back after {seconds:.2f} seconds. {WAITS}"
    assert seconds < 4, f"The queue was empty, and `work` was back after {seconds:.0f} seconds. {WAITS}"


@pytest.mark.points(2)
@pytest.mark.hint("What if the worker is switched off while it bakes? Where is the order then?")
def test_an_order_is_in_the_queue_until_it_is_baked(bakery, orders):
    """While an order is baked, it is still in the queue"""
    held = []
    orders.send(order(1), order(2))
    bakery(lambda _: held.append(orders.held()), Ledger())
    assert held in ([2, 1], [2, 2]), f"While they were baked, the queue held {held} messages. {UNTIL_DONE}"
    assert orders.held() == 0, f"At the end, it holds {orders.held()}. {UNTIL_DONE}"


def test_it_is_noted_before_it_leaves_the_queue(bakery, orders):
    """An order is noted before it leaves the queue"""
    held = []
    orders.send(order(1))
    bakery(lambda _: None, Ledger(lambda: held.append(orders.held())))
    assert held == [1], f"When the order was noted, the queue held {held} messages. {UNTIL_DONE}"


@pytest.mark.hint("Whether a message is deleted depends on how the baking ended.")
def test_a_failed_order_stays(bakery, orders):
    """An order that fails stays in the queue"""
    oven, ledger = Broken(), Ledger()
    orders.send(order(1))
    assert bakery(oven.bake, ledger) == 0, "Nothing was baked. Rule: `work` returns how many orders were baked."
    assert oven.tried == [order(1)], "Rule: `work` takes what waits and bakes it."
    assert orders.held() == 1, FAILED
    assert ledger.ids == [], FAILED


def test_both_copies_of_a_failed_order_stay(bakery, orders):
    """Where an order fails that came twice, no copy is deleted"""
    oven = Broken()
    orders.send(order(1), order(1))
    bakery(oven.bake, Ledger())
    assert order(1) in oven.tried, "Rule: `work` takes what waits and bakes it."
    left = orders.held()
    assert left == 2, f"An order came twice and was never baked; of its 2 messages, {left} are left. {UNTIL_DONE}"


@pytest.mark.hint("A message that was taken is hidden for a while. `change_message_visibility` can end that.")
def test_a_failed_order_is_there_at_once(bakery, orders):
    """An order that fails can be taken by another worker at once"""
    oven = Broken()
    orders.send(order(1))
    bakery(oven.bake, Ledger())
    assert oven.tried == [order(1)], "Rule: `work` takes what waits and bakes it."
    assert orders.held() == 1, FAILED
    assert orders.waiting() == 1, f"The message is still hidden from the other workers. {FAILED}"


@pytest.mark.hint("The next order may take long. When is the one that failed given back?")
def test_it_does_not_wait_for_the_next(bakery, orders):
    """An order that fails is given back before the next is baked"""
    waiting = []

    def bake(_):
        waiting.append(orders.waiting())
        if len(waiting) == 1:
            raise OvenBroken("the oven is cold")

    orders.send(order(1), order(2))
    bakery(bake, Ledger())
    assert len(waiting) == 2, f"Two orders waited, and {len(waiting)} were put into the oven. {OTHERS}"
    assert waiting == [0, 1], f"While the next was baked, the one that failed was still hidden. {FAILED}"


def test_the_others_are_baked_all_the_same(bakery, orders):
    """When one order fails, the others are baked"""
    baked, ledger = [], Ledger()

    def bake(found):
        if found["id"] in {"a-0", "a-3"}:
            raise OvenBroken("the oven is cold")
        baked.append(found["id"])

    orders.send(*map(order, range(6)))
    count = bakery(bake, ledger)
    assert sorted(baked) == ["a-1", "a-2", "a-4", "a-5"], f"a-0 and a-3 fail. {OTHERS}"
    assert count == 4, f"Four were baked, and `work` returned {count}. Rule: it returns how many orders were baked."
    assert orders.held() == 2, f"The two that failed are left. {FAILED}"


@pytest.mark.points(2)
def test_a_failed_order_is_baked_the_next_time(bakery, orders):
    """An order that failed is baked when it comes again"""
    baked, ledger = [], Ledger()
    orders.send(order(1))
    bakery(Broken().bake, ledger)
    assert bakery(baked.append, ledger) == 1, "The oven is mended, and the order comes again: it must be baked now."
    assert (baked, ledger.ids, orders.held()) == ([order(1)], ["a-1"], 0), UNTIL_DONE


@pytest.mark.points(2)
@pytest.mark.hint("Ask the ledger for each message anew: the first copy may have been baked a moment ago.")
def test_an_order_that_comes_twice_is_baked_once(bakery, orders):
    """An order that is delivered twice is baked once"""
    baked, ledger = [], Ledger()
    orders.send(order(1), order(1), order(2))
    assert bakery(baked.append, ledger) == 2, f"Two orders came, one of them twice. {ONCE}"
    orders.send(order(2))
    assert bakery(baked.append, ledger) == 0, f"An order came again that was baked before. {ONCE}"
    assert sorted(found["id"] for found in baked) == ["a-1", "a-2"], ONCE


@pytest.mark.hint("Each baking takes its time. What may another worker have baked and noted meanwhile?")
def test_another_worker_was_quicker(bakery, orders):
    """An order that another worker has baked meanwhile is not baked again"""
    baked, ledger = [], Ledger()

    def bake(found):
        baked.append(found["id"])
        ledger.ids += {"a-1", "a-2"} - {found["id"], *ledger.ids}

    orders.send(order(1), order(2))
    count = bakery(bake, ledger)
    told = f"Two orders came. While the first was baked, another worker baked and noted the other. {ONCE}"
    assert len(baked) == 1, told
    assert count == 1, f"`work` returned {count}, and baked one order. Rule: it returns how many orders were baked."
    assert orders.held() == 0, f"{told} The queue still holds {orders.held()} messages."


def test_the_second_copy_leaves_the_queue(bakery, orders, rng):
    """The second copy of an order leaves the queue"""
    baked, ledger, new = [], Ledger(), order(rng.randint(100, 999))
    ledger.ids.append("a-1")
    orders.send(order(1), order(1), new)
    bakery(baked.append, ledger)
    assert baked == [new], f"Two copies of an order that was baked before, and a new one, came. {ONCE}"
    assert orders.held() == 0, f"The order was baked before, and the queue still holds {orders.held()} copies. {ONCE}"


def test_what_nobody_can_read_does_not_stop_the_others(bakery, orders):
    """A message that can't be read does not stop the others"""
    baked = []
    orders.send("two rye, please", '{"bread": "rye"}', "[1]", '"id"', "17", "null", order(1))
    count = bakery(baked.append, Ledger())
    assert baked == [order(1)], f"One order can be read, six messages can't. {UNREADABLE} {OTHERS}"
    assert count == 1, f"`work` returned {count}, and baked one order. Rule: it returns how many orders were baked."


def test_what_nobody_can_read_is_put_aside(bakery, orders, failed):
    """A message that can't be read ends in the other queue"""
    orders.send("two rye, please", '{"bread": "rye"}')
    for _ in range(ATTEMPTS):
        bakery(lambda _: None, Ledger())
    orders.send(order(1))
    bakery(lambda _: None, Ledger())
    left = (orders.held(), failed.held())
    assert left == (0, 2), f"After {ATTEMPTS + 1} calls, the queues hold {left[0]} and {left[1]} messages. {UNREADABLE}"


def test_the_queues_are_as_asked_for(solution, client, aws):
    """The queues have the names and times that were asked for"""
    made = solution.make_queues(client, "night", 90, 4)
    night, aside = (queue.attributes() for queue in queues(aws, made))
    names = [attributes["QueueArn"].rpartition(":")[2] for attributes in (night, aside)]
    assert names == ["night", "night-failed"], f"The queues are {names}. Rule: `name` and `name-failed`, in this order."
    told = "Rule: `seconds` is how long a message stays hidden from the other workers."
    assert night["VisibilityTimeout"] == "90", told
    assert aside["MessageRetentionPeriod"] == str(KEPT_SECONDS), "Rule: what is in `name-failed` is kept for 14 days."


@pytest.mark.points(2)
@pytest.mark.hint("`RedrivePolicy` is text: JSON with deadLetterTargetArn and maxReceiveCount.")
def test_an_order_that_always_fails_is_put_aside(solution, client, aws, rng):
    """An order that always fails is put aside after the attempts"""
    attempts, oven = rng.randint(2, 4), Broken()
    made = solution.make_queues(client, "orders", SECONDS, attempts)
    orders, aside = queues(aws, made)
    orders.send(order(1))
    for _ in range(attempts):
        solution.work(client, orders.url, oven.bake, Ledger())
    orders.send(order(2))
    solution.work(client, orders.url, oven.bake, Ledger())
    tries = [found["id"] for found in oven.tried].count("a-1")
    assert tries == attempts, f"With attempts={attempts}, an order was tried {tries} times. {ASIDE}"
    told = f"One order was tried {attempts} times, and a new one once; both are to be in a queue now. {ASIDE}"
    assert (orders.held(), aside.held()) == (1, 1), told


@pytest.mark.points(2)
def test_a_night_in_the_bakehouse(bakery, orders, failed, rng):
    """Random nights: each order is baked once or put aside, and none is lost"""
    fails = {f"a-{number}": rng.choice([0, 0, 1, 2, ATTEMPTS]) for number in range(8)}
    left, baked, ledger = dict(fails), [], Ledger()

    def bake(found):
        if left[found["id"]]:
            left[found["id"]] -= 1
            raise OvenBroken("the oven is cold")
        baked.append(found["id"])

    orders.send(*({"id": number} for number in fails))
    for _ in range(ATTEMPTS):
        bakery(bake, ledger)
    again = rng.sample(sorted(ledger.ids), min(2, len(ledger.ids)))
    orders.send(*({"id": number} for number in again))
    bakery(bake, ledger)
    good = sorted(number for number, times in fails.items() if times < ATTEMPTS)
    told = f"So many times each order failed: {fails}; delivered again at the end: {again}. Rule: all of the prompt."
    assert sorted(baked) == good, told
    assert (orders.held(), failed.held()) == (0, len(fails) - len(good)), told
