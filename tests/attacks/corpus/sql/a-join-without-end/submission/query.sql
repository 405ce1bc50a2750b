SELECT count(*), max(a.name), 1, 1
FROM customers a, customers b, customers c, customers d, customers e, customers f, customers g, customers h,
    customers i, customers j, customers k, customers l, customers m, customers n, customers o, orders p, orders q;
