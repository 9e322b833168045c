"""The authorization servers, one for each stand-in."""

from playground.stand_ins.catalogue import FACEBOOK, STAND_INS
from playground.stand_ins.oauth.facebook import FacebookServer
from playground.stand_ins.oauth.server import StandInServer

SERVERS: dict[str, StandInServer] = {one.slug: StandInServer(one) for one in STAND_INS} | {"facebook": FacebookServer(FACEBOOK)}
