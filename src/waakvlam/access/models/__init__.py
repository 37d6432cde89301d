"""Networks, organisations, people at work, the covenant, reach, clocks and the two logs."""

from .counting import Counter
from .covenant import Covenant, CovenantProposal, CovenantRule, CovenantSwitch
from .logs import Audit, AuditDay, AuditRemoval, AuditSeal, ProcessingLine
from .network import Network, Organisation, Team
from .people import Credential, Membership, Person
from .reach import Clock, Link, Reach

__all__ = ["Audit", "AuditDay", "AuditRemoval", "AuditSeal", "Clock", "Counter", "Covenant", "CovenantProposal", "CovenantRule",
           "CovenantSwitch", "Credential", "Link",
           "Membership", "Network", "Organisation", "Person", "ProcessingLine", "Reach", "Team"]
