"""Start the order service."""

from app import orders

print(orders.waiting([]))
