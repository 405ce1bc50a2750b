SELECT name, path, pageno, ncell FROM dbstat;
