"""What somebody did, or nobody: no one bought, hasn't sold anything, niemand hat gekauft, nadie compró."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from domain.search.phrases import Phrases, listed

_DOINGS = """
conversions: bought | purchased | converted | ordered | booked | signed up | bought anything | bought something | compro | compro nada | ha comprado | convirtio | kaufte | gekauft hat | hat gekauft | bestellte | bestellt hat | a achete | n'a achete | achete | a commande | n'a commande | comprou | comprou nada | converteu
opens: opened | ever opened | opened it | abrio | geoffnet hat | offnete | hat geoffnet | a ouvert | n'a ouvert | abriu
clicks: clicked | ever clicked | clicked on | hizo clic | geklickt hat | klickte | hat geklickt | a clique | n'a clique | clicou
"""
_SUBJECTS = """
nobody: nobody | no one | no click | no clicks | no visitor | no visitors | no recipient | no recipients | no reader | no readers | no-one | not one person | not a single person | none of the clicks | none of them | none of the visitors | none of the recipients | none ever | none | nadie | ninguno | niemand | keiner | personne | ninguem | no customer | no customers | no buyer
somebody: somebody | someone | anybody | anyone | at least one person | at least one customer | alguien | jemand | quelqu'un | alguem
"""
_DONE_BY_IT = """
conversions: sold | converted | sell | convert | selling | vendido | vendieron | convertido | verkauft | konvertiert | vendu | converti | vendeu | venderam | convertido
"""
_DENIALS = """
not: hasn't | haven't | has not | have not | hadn't | had not | didn't | did not | doesn't | don't | does not | do not | isn't | aren't | not | never | has never | have never | without | no han | no ha | no | haben nicht | hat nicht | haben nichts | hat nichts | nichts | n'ont pas | n'a pas | n'ont rien | n'a rien | n'ont jamais | sans avoir | nao | nao tem | nunca
"""
_ENDS = ("", " anything", " anything at all", " a thing", " a single thing", " nada", " rien")


def _said() -> Iterator[tuple[str, str]]:
    for (metric, verbs), (way, subjects) in product(listed(_DOINGS), listed(_SUBJECTS)):
        head = f"not {metric}" if way == "nobody" else metric
        yield from ((f"{who} {verb}", head) for who, verb in product(subjects, verbs))
    for (metric, verbs), (way, denials) in product(listed(_DONE_BY_IT), listed(_DENIALS)):
        yield from ((f"{no} {verb}{end}", f"{way} {metric}") for no, verb in product(denials, verbs) for end in _ENDS)


SOMEBODY_DID = Phrases(_said())
"""Each with the metric that it makes, after `not` where there is none of it."""
