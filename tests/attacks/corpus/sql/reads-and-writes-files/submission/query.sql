SELECT readfile('/etc/passwd'), writefile('/tmp/x', 'x'), edit('x'), 0;
