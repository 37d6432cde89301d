"""What can be read around major maintenance; every function takes `who` first."""

from .agenda import Agenda, agenda, item
from .appointments import Slot, slots
from .blocks import candidates, one_block, stairs
from .lists import MyList, Row, my_list, overseen
from .projects import Line, Page, may_be_asked, may_be_named, of_team, page, project, projects
from .search import TODAY_CLOCKS, TODAY_PURPOSE, TODAY_READS, today
from .team import Address, Noticed, address, addresses, noticed, other_doors

__all__ = ["TODAY_CLOCKS", "TODAY_PURPOSE", "TODAY_READS", "Address", "Agenda", "Line", "MyList", "Noticed", "Page", "Row", "Slot", "address", "addresses",
           "agenda", "candidates", "item", "may_be_asked", "may_be_named", "my_list", "noticed", "of_team", "one_block", "other_doors", "overseen", "page",
           "project", "projects", "slots", "stairs", "today"]
