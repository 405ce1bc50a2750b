"""What the repair café's program asks of MongoDB: filters and updates, as documents."""


def running_low(limit):
    """Return a filter for parts that run low and are still made."""
    return {"stock": {"$lt": limit}, "discontinued": {"$ne": True}}


def take(part, count):
    """Return the filter and the update that take pieces of a part out of stock."""
    return {"_id": part["_id"], "stock": {"$gte": count}}, {"$set": {"stock": part["stock"] - count}}


def move(part, row):
    """Return the filter and the update that put a part into another row of its shelf."""
    return {"_id": part["_id"]}, {"$set": {"shelf.row": row}}


def note(part, text):
    """Return the filter and the update that add a note to a part."""
    return {"_id": part["_id"]}, {"$push": {"notes": text}}


def wait_for(part, who):
    """Return the filter and the update that add somebody who waits for a part."""
    return {"_id": part["_id"]}, {"$addToSet": {"waiting": who}}
