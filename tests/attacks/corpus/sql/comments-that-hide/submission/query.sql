SELECT name, city, 0, 0 FROM customers --; DELETE FROM orders
/* ' */ ; /*! DELETE FROM orders */ --   ; SELECT 2
