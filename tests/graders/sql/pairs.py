# ruff: noqa: E501 - a query a line
"""Queries with a wrong and a right twin: what generated databases must tell apart, and what they must not."""

from __future__ import annotations

from typing import NamedTuple

SHOP = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    placed_on TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('paid', 'open', 'cancelled')),
    amount NUMERIC
);
INSERT INTO customers VALUES (1, 'Asha', 'Leeds'), (2, 'Ben', 'York'), (3, 'Asha', NULL), (4, 'Cleo', 'York');
INSERT INTO orders VALUES (1, 1, '2024-01-31', 'paid', 20), (2, 1, '2024-02-01', 'open', 35.5),
    (3, 2, '2023-01-15', 'paid', 20), (4, 2, '2024-02-29', 'cancelled', NULL), (5, 3, '2024-03-10', 'paid', 100);
"""

STAFF = """
CREATE TABLE departments (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE employees (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    department_id INTEGER REFERENCES departments (id),
    manager_id INTEGER REFERENCES employees (id),
    salary INTEGER NOT NULL CHECK (salary > 0)
);
INSERT INTO departments VALUES (1, 'Sales'), (2, 'Repairs'), (3, 'Office');
INSERT INTO employees VALUES (1, 'Dana', 1, NULL, 5000), (2, 'Eli', 1, 1, 3000), (3, 'Finn', 2, 1, 3000),
    (4, 'Gwen', NULL, 1, 4100), (5, 'Hana', 2, 3, 2500);
"""

LOANS = """
CREATE TABLE books (isbn TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, pages INTEGER);
CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE loans (
    isbn TEXT NOT NULL REFERENCES books (isbn),
    member_id INTEGER NOT NULL REFERENCES members (id),
    taken_on TEXT NOT NULL,
    returned_on TEXT,
    PRIMARY KEY (isbn, member_id, taken_on)
);
INSERT INTO books VALUES ('a-1', 'Rivers', 120), ('a-2', 'Bridges', NULL), ('b-1', 'Rivers', 300);
INSERT INTO members VALUES (1, 'Ines'), (2, 'Jon'), (3, 'Kim');
INSERT INTO loans VALUES ('a-1', 1, '2024-01-02', '2024-01-20'), ('a-1', 2, '2024-02-01', NULL),
    ('b-1', 1, '2024-02-03', '2024-02-10');
"""


class Pair(NamedTuple):
    """A reference, another query, and what sets the other apart. Where the order counts, by which columns."""

    name: str
    schema: str
    reference: str
    other: str
    ordered_by: tuple[str, ...] = ()


WRONG = [
    Pair("inner for left join", SHOP,
         "SELECT c.id, count(o.id) AS n FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id",
         "SELECT c.id, count(o.id) AS n FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.id"),
    Pair("count star of an outer join", SHOP,
         "SELECT c.id, count(o.id) AS n FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id",
         "SELECT c.id, count(*) AS n FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id"),
    Pair("condition in WHERE", SHOP,
         "SELECT c.id, count(o.id) AS n FROM customers c "
         "LEFT JOIN orders o ON o.customer_id = c.id AND o.status = 'paid' GROUP BY c.id",
         "SELECT c.id, count(o.id) AS n FROM customers c "
         "LEFT JOIN orders o ON o.customer_id = c.id WHERE o.status = 'paid' GROUP BY c.id"),
    Pair("condition in WHERE, or NULL", SHOP,
         "SELECT c.id, count(o.id) AS n FROM customers c "
         "LEFT JOIN orders o ON o.customer_id = c.id AND o.status = 'paid' GROUP BY c.id",
         "SELECT c.id, count(o.id) AS n FROM customers c "
         "LEFT JOIN orders o ON o.customer_id = c.id WHERE o.status = 'paid' OR o.id IS NULL GROUP BY c.id"),
    Pair("sum without coalesce", SHOP,
         "SELECT c.id, coalesce(sum(o.amount), 0) AS s FROM customers c "
         "LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id",
         "SELECT c.id, sum(o.amount) AS s FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id"),
    Pair("grouped by name", SHOP,
         "SELECT c.name, count(o.id) AS n FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id",
         "SELECT c.name, count(o.id) AS n FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.name"),
    Pair("= NULL", SHOP, "SELECT id FROM orders WHERE amount IS NULL", "SELECT id FROM orders WHERE amount = NULL"),
    Pair("<> forgets NULL", SHOP,
         "SELECT id FROM customers WHERE city IS NOT 'York'", "SELECT id FROM customers WHERE city <> 'York'"),
    Pair("<= for <", SHOP,
         "SELECT id FROM orders WHERE placed_on < '2024-02-01'", "SELECT id FROM orders WHERE placed_on <= '2024-02-01'"),
    Pair("> for >=", SHOP, "SELECT id FROM orders WHERE amount >= 35", "SELECT id FROM orders WHERE amount > 35"),
    Pair("between takes the end in", SHOP,
         "SELECT id FROM orders WHERE placed_on >= '2024-02-01' AND placed_on < '2024-03-01'",
         "SELECT id FROM orders WHERE placed_on BETWEEN '2024-02-01' AND '2024-03-01'"),
    Pair("month without year", SHOP,
         "SELECT strftime('%Y-%m', placed_on) AS m, count(*) AS n FROM orders GROUP BY 1",
         "SELECT '2024-' || strftime('%m', placed_on) AS m, count(*) AS n FROM orders GROUP BY 1"),
    Pair("last day of February", SHOP,
         "SELECT id FROM orders WHERE strftime('%Y-%m', placed_on) = '2024-02'",
         "SELECT id FROM orders WHERE placed_on BETWEEN '2024-02-01' AND '2024-02-28'"),
    Pair("limit hides ties", SHOP,
         "SELECT id FROM orders WHERE amount = (SELECT max(amount) FROM orders)",
         "SELECT id FROM orders WHERE amount IS NOT NULL ORDER BY amount DESC LIMIT 1"),
    Pair("row_number hides ties", STAFF,
         "SELECT id FROM (SELECT id, rank() OVER (PARTITION BY department_id ORDER BY salary DESC) AS r "
         "FROM employees) WHERE r = 1",
         "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY department_id ORDER BY salary DESC) AS r "
         "FROM employees) WHERE r = 1"),
    Pair("rank for dense_rank", STAFF,
         "SELECT id, dense_rank() OVER (ORDER BY salary DESC) AS r FROM employees",
         "SELECT id, rank() OVER (ORDER BY salary DESC) AS r FROM employees"),
    Pair("bare column beside max", STAFF,
         "SELECT department_id, name FROM employees e WHERE salary = "
         "(SELECT max(salary) FROM employees f WHERE f.department_id IS e.department_id)",
         "SELECT department_id, name FROM (SELECT department_id, name, max(salary) FROM employees GROUP BY 1)"),
    Pair("no partition", STAFF,
         "SELECT id, sum(salary) OVER (PARTITION BY department_id ORDER BY id) AS s FROM employees",
         "SELECT id, sum(salary) OVER (ORDER BY id) AS s FROM employees"),
    Pair("peers share the sum", SHOP,
         "SELECT id, sum(amount) OVER (ORDER BY placed_on, id) AS s FROM orders",
         "SELECT id, sum(amount) OVER (ORDER BY placed_on) AS s FROM orders"),
    Pair("running by id", SHOP,
         "SELECT id, sum(amount) OVER (ORDER BY placed_on, id) AS s FROM orders",
         "SELECT id, sum(amount) OVER (ORDER BY id) AS s FROM orders"),
    Pair("total for running", SHOP,
         "SELECT id, sum(amount) OVER (ORDER BY placed_on, id) AS s FROM orders",
         "SELECT id, sum(amount) OVER () AS s FROM orders"),
    Pair("join without condition", SHOP,
         "SELECT c.name, o.id FROM customers c JOIN orders o ON o.customer_id = c.id",
         "SELECT c.name, o.id FROM customers c, orders o"),
    Pair("joined on the wrong key", SHOP,
         "SELECT c.name, o.id FROM customers c JOIN orders o ON o.customer_id = c.id",
         "SELECT c.name, o.id FROM customers c JOIN orders o ON o.id = c.id"),
    Pair("NOT IN with NULL", STAFF,
         "SELECT id FROM employees e WHERE NOT EXISTS (SELECT 1 FROM employees f WHERE f.manager_id = e.id)",
         "SELECT id FROM employees WHERE id NOT IN (SELECT manager_id FROM employees)"),
    Pair("AND binds closer", SHOP,
         "SELECT id FROM orders WHERE (status = 'paid' OR status = 'open') AND amount > 30",
         "SELECT id FROM orders WHERE status = 'paid' OR status = 'open' AND amount > 30"),
    Pair("distinct loses rows", SHOP,
         "SELECT name FROM customers", "SELECT DISTINCT name FROM customers"),
    Pair("distinct forgotten", SHOP,
         "SELECT DISTINCT city FROM customers", "SELECT city FROM customers"),
    Pair("union for union all", SHOP,
         "SELECT name FROM customers UNION ALL SELECT status FROM orders",
         "SELECT name FROM customers UNION SELECT status FROM orders"),
    Pair("sum of distinct", SHOP,
         "SELECT customer_id, sum(amount) AS s FROM orders GROUP BY 1",
         "SELECT customer_id, sum(DISTINCT amount) AS s FROM orders GROUP BY 1"),
    Pair("count for sum", SHOP,
         "SELECT customer_id, sum(amount) AS s FROM orders GROUP BY 1",
         "SELECT customer_id, count(amount) AS s FROM orders GROUP BY 1"),
    Pair("avg counts NULL as 0", SHOP,
         "SELECT customer_id, avg(amount) AS a FROM orders GROUP BY 1",
         "SELECT customer_id, avg(coalesce(amount, 0)) AS a FROM orders GROUP BY 1"),
    Pair("integer division", STAFF,
         "SELECT id, salary / 12.0 AS monthly FROM employees", "SELECT id, salary / 12 AS monthly FROM employees"),
    Pair("where for having", SHOP,
         "SELECT customer_id FROM orders GROUP BY 1 HAVING sum(amount) > 30",
         "SELECT customer_id FROM orders WHERE amount > 30 GROUP BY 1"),
    Pair("having off by one", SHOP,
         "SELECT customer_id FROM orders GROUP BY 1 HAVING count(*) >= 2",
         "SELECT customer_id FROM orders GROUP BY 1 HAVING count(*) > 2"),
    Pair("like ignores case", SHOP,
         "SELECT id FROM customers WHERE city = 'York'", "SELECT id FROM customers WHERE city LIKE 'york%'"),
    Pair("like anywhere", LOANS,
         "SELECT isbn FROM books WHERE title LIKE 'Riv%'", "SELECT isbn FROM books WHERE title LIKE '%Riv%r%'"),
    Pair("two joins multiply", LOANS,
         "SELECT m.id, (SELECT count(*) FROM loans l WHERE l.member_id = m.id) AS n FROM members m",
         "SELECT m.id, count(l.isbn) AS n FROM members m LEFT JOIN loans l ON l.member_id = m.id "
         "LEFT JOIN loans k ON k.member_id = m.id GROUP BY m.id"),
    Pair("open loans only", LOANS,
         "SELECT isbn FROM books EXCEPT SELECT isbn FROM loans WHERE returned_on IS NULL",
         "SELECT isbn FROM books EXCEPT SELECT isbn FROM loans WHERE returned_on IS NOT NULL"),
    Pair("never lent, but returned", LOANS,
         "SELECT b.isbn FROM books b LEFT JOIN loans l ON l.isbn = b.isbn WHERE l.isbn IS NULL",
         "SELECT b.isbn FROM books b LEFT JOIN loans l ON l.isbn = b.isbn WHERE l.returned_on IS NULL"),
    Pair("self join without order", STAFF,
         "SELECT a.id, b.id FROM employees a JOIN employees b ON a.salary = b.salary AND a.id < b.id",
         "SELECT a.id, b.id FROM employees a JOIN employees b ON a.salary = b.salary AND a.id <> b.id"),
    Pair("no manager left out", STAFF,
         "SELECT e.name, m.name FROM employees e LEFT JOIN employees m ON m.id = e.manager_id",
         "SELECT e.name, m.name FROM employees e JOIN employees m ON m.id = e.manager_id"),
    Pair("empty table gives NULL", SHOP,
         "SELECT coalesce(max(amount), 0) AS m FROM orders", "SELECT max(coalesce(amount, 0)) AS m FROM orders"),
    Pair("order forgotten", SHOP, "SELECT id, name FROM customers ORDER BY name", "SELECT id, name FROM customers", ("name",)),
    Pair("order upside down", SHOP,
         "SELECT id, amount FROM orders ORDER BY amount DESC", "SELECT id, amount FROM orders ORDER BY amount", ("amount",)),
    Pair("second key forgotten", SHOP,
         "SELECT name, id FROM customers ORDER BY name, id DESC", "SELECT name, id FROM customers ORDER BY name, id",
         ("name", "id")),
    Pair("text for number", STAFF,
         "SELECT id, salary FROM employees", "SELECT id, salary || '' FROM employees"),
]  # fmt: skip

RIGHT = [
    Pair("join written the other way", SHOP,
         "SELECT c.id, count(o.id) AS n FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id",
         "SELECT id, (SELECT count(*) FROM orders WHERE customer_id = customers.id) AS n FROM customers"),
    Pair("total for coalesce", SHOP,
         "SELECT c.id, coalesce(sum(o.amount), 0) AS s FROM customers c "
         "LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id",
         "SELECT c.id, total(o.amount) FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id, c.name"),
    Pair("IN for join", SHOP,
         "SELECT DISTINCT c.id FROM customers c JOIN orders o ON o.customer_id = c.id",
         "SELECT id FROM customers WHERE id IN (SELECT customer_id FROM orders)"),
    Pair("except for anti-join", SHOP,
         "SELECT c.id FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE o.id IS NULL",
         "SELECT id FROM customers EXCEPT SELECT customer_id FROM orders"),
    Pair("not exists for anti-join", SHOP,
         "SELECT c.id FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE o.id IS NULL",
         "SELECT id FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders WHERE customer_id = c.id)"),
    Pair("substr for strftime", SHOP,
         "SELECT strftime('%Y-%m', placed_on) AS m, count(*) AS n FROM orders GROUP BY 1",
         "SELECT substr(placed_on, 1, 7) AS month, count(1) FROM orders GROUP BY month"),
    Pair("window for correlated maximum", STAFF,
         "SELECT id FROM employees e WHERE salary = "
         "(SELECT max(salary) FROM employees f WHERE f.department_id IS e.department_id)",
         "SELECT id FROM (SELECT id, rank() OVER (PARTITION BY department_id ORDER BY salary DESC) r FROM employees) "
         "WHERE r = 1"),
    Pair("not less than any", SHOP,
         "SELECT id FROM orders WHERE amount = (SELECT max(amount) FROM orders)",
         "SELECT id FROM orders o WHERE amount IS NOT NULL "
         "AND NOT EXISTS (SELECT 1 FROM orders p WHERE p.amount > o.amount)"),
    Pair("self-join for running sum", SHOP,
         "SELECT id, coalesce(sum(amount) OVER (ORDER BY id), 0) AS s FROM orders",
         "SELECT a.id, coalesce(sum(b.amount), 0) FROM orders a JOIN orders b ON b.id <= a.id GROUP BY a.id"),
    Pair("rows frame on a unique order", SHOP,
         "SELECT id, sum(amount) OVER (ORDER BY placed_on, id) AS s FROM orders",
         "SELECT id, sum(amount) OVER (ORDER BY placed_on, id ROWS UNBOUNDED PRECEDING) AS s FROM orders"),
    Pair("ties in any order", SHOP,
         "SELECT id, name FROM customers ORDER BY name", "SELECT id, name FROM customers ORDER BY name, id DESC", ("name",)),
    Pair("case for filter", SHOP,
         "SELECT customer_id, count(*) FILTER (WHERE status = 'paid') AS n FROM orders GROUP BY 1",
         "SELECT customer_id, sum(CASE WHEN status = 'paid' THEN 1 ELSE 0 END) AS n FROM orders GROUP BY 1"),
    Pair("sum in another order", SHOP,
         "SELECT sum(amount * 1.1) AS s FROM orders",
         "SELECT sum(a) FROM (SELECT amount * 1.1 AS a FROM orders ORDER BY id DESC)"),
    Pair("whole number for float", STAFF,
         "SELECT id, salary * 2 AS s FROM employees", "SELECT id, salary * 2.0 AS s FROM employees"),
    Pair("dates by text", SHOP,
         "SELECT id FROM orders WHERE strftime('%Y-%m', placed_on) = '2024-02'",
         "SELECT id FROM orders WHERE placed_on LIKE '2024-02%'"),
    Pair("distinct for group by", SHOP, "SELECT DISTINCT city FROM customers", "SELECT city FROM customers GROUP BY city"),
    Pair("or for in", SHOP,
         "SELECT id FROM orders WHERE status IN ('paid', 'open')",
         "SELECT id FROM orders WHERE status <> 'cancelled'"),
]  # fmt: skip
