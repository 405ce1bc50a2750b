SELECT zeroblob(1000000000), printf('%.*c', 2000000000, 'x'), randomblob(1000000000), 0;
