"""The stand-ins that people sign in at, one file each."""

from playground.stand_ins.catalogue.amazon import AMAZON
from playground.stand_ins.catalogue.facebook import FACEBOOK
from playground.stand_ins.catalogue.google import GOOGLE
from playground.stand_ins.catalogue.user_pool import USER_POOL
from playground.stand_ins.stand_in import StandIn

__all__ = ["AMAZON", "BY_SLUG", "FACEBOOK", "GOOGLE", "STAND_INS", "USER_POOL"]

STAND_INS: tuple[StandIn, ...] = (GOOGLE, AMAZON, FACEBOOK, USER_POOL)
BY_SLUG = {stand_in.slug: stand_in for stand_in in STAND_INS}
