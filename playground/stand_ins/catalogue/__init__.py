"""The stand-ins, one file each."""

from playground.stand_ins.catalogue.amazon import AMAZON
from playground.stand_ins.catalogue.facebook import FACEBOOK
from playground.stand_ins.catalogue.google import GOOGLE
from playground.stand_ins.stand_in import StandIn

__all__ = ["AMAZON", "BY_SLUG", "FACEBOOK", "GOOGLE", "STAND_INS"]

STAND_INS: tuple[StandIn, ...] = (GOOGLE, AMAZON, FACEBOOK)
BY_SLUG = {stand_in.slug: stand_in for stand_in in STAND_INS}
