"""What live delivery counts, for Prometheus."""

from prometheus_client import Counter, Gauge

DELIVERIES = Counter("parlour_live_deliveries", "Frames with an event handed to sockets")
EXECUTIONS = Counter("parlour_live_executions", "Events executed, once for each question")
REFUSALS = Counter("parlour_live_refusals", "Subscriptions refused or ended", ["code"])
RETRIES = Counter("parlour_live_retries", "Steps of a feed that failed and are tried again")
SOCKETS = Gauge("parlour_live_sockets", "Open sockets that have been let in")
FEEDS = Gauge("parlour_live_feeds", "Rooms and people that this process follows", ["of"])
