"""Version 1: which resources there are. A resource is a file; an act on it is a resource too."""

from ninja import NinjaAPI

from ..door import VERSION, guard
from ..problems import teach
from . import (
    arrears,
    breakthroughs,
    directory,
    handovers,
    insight,
    maintenance,
    network,
    oversight,
    rounds,
    signals,
    threads,
    work,
)

api = NinjaAPI(
    title="Waakvlam", version=VERSION, urls_namespace="api-v1", openapi_url=None, docs_url=None,
    description="Signaleren en verbinden: partners in een buurt werken samen rond bewoners. Een sleutel "
    "handelt als één medewerker met één doel, achter dezelfde muur als de schermen.",
    openapi_extra={
        "info": {"contact": {"name": "Waakvlam", "url": "https://waakvlam.example", "email": "api@waakvlam.example"},
                 "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}},
        "tags": [{"name": "netwerk", "description": "Partners en convenant."},
                 {"name": "sociale kaart", "description": "Wie wat te bieden heeft."},
                 {"name": "belacties", "description": "Wie bereikt werd, in aantallen."},
                 {"name": "overdrachten", "description": "Van hand tot hand, tot het geholpen heeft."},
                 {"name": "vroegsignalen", "description": "Huurachterstand die een gemeente moet weten, en wat zij ermee doet."},
                 {"name": "groot onderhoud", "description": "Samen langs de deuren als huizen worden opgeknapt."},
                 {"name": "signalen", "description": "Doorgeven wat iemand opmerkte, horen hoe ver het is, en werken aan wat bij je ligt."},
                 {"name": "stilte", "description": "Wat te lang wacht, en besluiten die zijn gevraagd."},
                 {"name": "inzicht", "description": "Cijfers over buurten, nooit over één persoon."},
                 {"name": "toezicht", "description": "Wat er met gegevens gebeurt."}],
    })
teach(api)
api.add_router("", network.router, tags=["netwerk"])
api.add_router("", oversight.router, tags=["toezicht"])
api.add_router("", directory.router, tags=["sociale kaart"])
api.add_router("", rounds.router, tags=["belacties"])
api.add_router("", handovers.router, tags=["overdrachten"])
api.add_router("", arrears.router, tags=["vroegsignalen"])
api.add_router("", maintenance.router, tags=["groot onderhoud"])
api.add_router("", signals.router, tags=["signalen"])
api.add_router("", work.router, tags=["signalen"])
api.add_router("", threads.router, tags=["signalen"])
api.add_router("", insight.router, tags=["inzicht"])
api.add_router("", breakthroughs.router, tags=["stilte"])
guard(api)
