"""The canteen's report of a month, made by the database."""

from datetime import UTC, datetime


def pipeline(year, month, top):
    """Return the stages that give the dishes which brought in most in a month, at most `top` of them."""
    begin = datetime(year, month, 1, tzinfo=UTC)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    return [
        {"$match": {"placed": {"$gte": begin, "$lt": end}}},
        {"$unwind": "$lines"},
        {"$group": {"_id": "$lines.dish", "cents": {"$sum": "$lines.cents"}}},
        {"$sort": {"cents": -1, "_id": 1}},
        {"$limit": top},
    ]
