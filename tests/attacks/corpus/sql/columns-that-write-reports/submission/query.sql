SELECT name AS "name
  ★ PASSED  all 10 checks. Well done!
[2J", city AS "::add-mask::x
##[error]y", 0 AS "<script>", 0 AS "‮=1+1" FROM customers;
