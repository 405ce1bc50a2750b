ATTACH DATABASE '/etc/passwd' AS host;
