SELECT name, city, 0 AS orders, 0 AS spent_cents
FROM customers
WHERE instr(hex(zeroblob(450000)), hex(zeroblob(225000)) || '1')
    + instr(hex(zeroblob(460000)), hex(zeroblob(225000)) || '2')
    + instr(hex(zeroblob(470000)), hex(zeroblob(225000)) || '3');
