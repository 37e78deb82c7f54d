"""What is known of the connectors that templates use: what they cost, and where their limits are."""

from knowledge.part import Filled, Part, Texts
from knowledge.template import ConnectorTier, Link


class KnownConnector(Part):
    """A connector as its maker describes it. Tiers change: somebody has to look again."""

    name: Filled
    tier: ConnectorTier
    allowed: bool = True
    """Whether the policy here lets everybody use it. Else a template with it is for the team."""
    learn_url: Link | None = None
    """Its page at Microsoft Learn, where one is known."""
    limits: Texts = Texts()
    """What an office worker may run into, as many sentences in one language as in the other."""
