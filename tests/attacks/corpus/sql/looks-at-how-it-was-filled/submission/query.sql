SELECT name, city, total_changes(), last_insert_rowid() FROM customers;
