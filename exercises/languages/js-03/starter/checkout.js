// From a cart to a receipt.

/** Have a customer pay for the cart; calls back with an error, or with null and { amount, receipt }. */
function checkout(shop, customerId, callback) {
  both(
    (done) => shop.findCustomer(customerId, done),
    (done) => shop.findCart(customerId, done),
    (error, customer, cart) => {
      if (error) return callback(error);
      if (cart.length === 0) return callback(null, null);
      sumOf(shop, cart, (error, sum) => {
        if (error) return callback(error);
        shop.findDiscount(customer.id, (error, percent) => {
          if (error && error.name !== "NotFound") return callback(error);
          const amount = error ? sum : sum - Math.floor((sum * percent) / 100);
          shop.reserve(cart, (error, reservation) => {
            if (error) return callback(error);
            shop.pay(customer.id, amount, (error, receipt) => {
              if (error) {
                // whatever becomes of the release, it is the payment that failed
                return shop.release(reservation, () => callback(error));
              }
              shop.sendMail(customer.mail, receipt, () => {}); // nobody waits for it
              callback(null, { amount, receipt });
            });
          });
        });
      });
    },
  );
}

/** What a cart costs; all prices are asked for at the same time. */
function sumOf(shop, cart, callback) {
  let sum = 0;
  let missing = cart.length;
  let failed = false;
  for (const { product, count } of cart) {
    shop.findPrice(product, (error, price) => {
      if (failed) return;
      if (error) {
        failed = true;
        return callback(error);
      }
      sum += count * price;
      missing -= 1;
      if (missing === 0) callback(null, sum);
    });
  }
}

/** Do two things at the same time. */
function both(first, second, callback) {
  const results = [];
  let missing = 2;
  let failed = false;
  [first, second].forEach((start, place) => {
    start((error, result) => {
      if (failed) return;
      if (error) {
        failed = true;
        return callback(error);
      }
      results[place] = result;
      missing -= 1;
      if (missing === 0) callback(null, ...results);
    });
  });
}

module.exports = { checkout };
