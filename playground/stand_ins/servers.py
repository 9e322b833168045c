"""The authorization servers, one for each stand-in."""

from playground.stand_ins.catalogue import FACEBOOK, STAND_INS
from playground.stand_ins.facebook_server import FacebookServer
from playground.stand_ins.server import StandInServer

SERVERS: dict[str, StandInServer] = {one.slug: StandInServer(one) for one in STAND_INS} | {"facebook": FacebookServer(FACEBOOK)}
