"""Words for a part of what is ranked, and for a place in it: decile, quarter; second, 3rd, zweit-."""

from __future__ import annotations

from domain.search.phrases import phrases

FRACTIONS = phrases("""
0.1: decile | tenth | dezil | zehntel | decil | decima parte
0.2: quintile | fifth | quintil
0.25: quartile | quarter | quartil | viertel | cuartil | quart | quarto
0.3333333333333333: third | tercile | drittel | tercio | tiers | terco
0.5: half | halfte | mitad | moitie | metade
""")
"""Shares of all that can be ranked."""
ORDINALS = phrases("""
2: second | 2nd | next | segundo | segunda | zweite | zweiten | zweiter | deuxieme | seconde
3: third | 3rd | tercer | tercero | tercera | dritte | dritten | troisieme | terceiro | terceira
4: fourth | 4th | cuarto | cuarta | vierte | vierten | quatrieme | quarta
5: fifth | 5th | quinto | quinta | funfte | funften | cinquieme
6: sixth | 6th
7: seventh | 7th
8: eighth | 8th
9: ninth | 9th
10: tenth | 10th
""")
"""Before a superlative: second best, la segunda con mas gasto."""
RUNNER_UP = phrases("2: runner up | runner-up | runners up | number two | number 2 | zweitplatzierte")
NTH = {"zweit": 2, "dritt": 3, "viert": 4, "funft": 5}
"""German beginnings: zweitbeste."""
UPPER = phrases(
    "best: upper | uppermost | oberen | obere | oberes | oberste | obersten | superior | superieur\nworst: lower | unteren | untere | unteres | unterste | untersten | inferior | inferieur"
)
"""Of a quartile or a decile."""
