"""Roads a message can come by. A channel is two pure conversions and a list of routes; it knows no web framework."""
