// From a cart to a receipt.

/** Have a customer pay for the cart; gives { amount, receipt }, or null for an empty cart. */
async function checkout(shop, customerId) {
  const customer = await shop.findCustomer(customerId);
  const cart = await shop.findCart(customerId);
  if (cart.length === 0) {
    return null;
  }
  const sum = await sumOf(shop, cart);
  const percent = await discountOf(shop, customer);
  const amount = sum - Math.floor((sum * percent) / 100);
  const receipt = await payReserved(shop, cart, customer, amount);
  shop.sendMail(customer.mail, receipt).catch(() => {}); // nobody waits for it
  return { amount, receipt };
}

/** What a cart costs; all prices are asked for at the same time. */
async function sumOf(shop, cart) {
  const prices = await Promise.all(cart.map(({ product }) => shop.findPrice(product)));
  return cart.reduce((sum, { count }, place) => sum + count * prices[place], 0);
}

/** The discount of a customer in percent: 0 for one who has none. */
async function discountOf(shop, customer) {
  try {
    return await shop.findDiscount(customer.id);
  } catch (error) {
    if (error.name === "NotFound") {
      return 0;
    }
    throw error;
  }
}

/** Pay for a cart that is reserved meanwhile; gives the receipt. */
async function payReserved(shop, cart, customer, amount) {
  const reservation = await shop.reserve(cart);
  try {
    return await shop.pay(customer.id, amount);
  } catch (error) {
    await shop.release(reservation).catch(() => {}); // it is the payment that failed
    throw error;
  }
}

module.exports = { checkout };
