"""The authorization servers, one for each stand-in."""

from playground.stand_ins.catalogue import AMAZON, FACEBOOK, GOOGLE
from playground.stand_ins.facebook_server import FacebookServer
from playground.stand_ins.server import StandInServer

SERVERS: dict[str, StandInServer] = {
    "google": StandInServer(GOOGLE),
    "amazon": StandInServer(AMAZON),
    "facebook": FacebookServer(FACEBOOK),
}
