"""Words and numbers that look like dates and are none."""

import pytest

from tests.unit.search.date_reading import days_of, understood

NOT_MEANT = """
ads on sun hats
sat nav campaigns
ads for S23
galaxy s24 ads
final 2 days emails
final 24 hours
final week sale
last day to save
last call
first time buyers
second purchase flow
third party audience
first purchase
day 1 email
day 30 winback
30 day winback flow
90 day lapsed customers
lapsed 60 days
60 day winback
365 day buyers
1st party data
5 for 25 deal
buy one get one
2 for 1
3 pack
12 pack campaigns
24 hour sale
48h sale
flash sale 24h
spring sale
summer dresses
winter jackets
autumn collection emails
fall jackets
may flowers
mother's day gifts
father's day sale
valentine's campaign
easter bunny
black friday teaser
cyber monday deals
advent calendar
christmas gift guide
halloween costumes
new year sale
back to school
holiday gift guide
weekend deals
weekend getaway
friday night
monday motivation
sunday letter
taco tuesday
happy hour
morning coffee
night cream
day cream
date night
save the date
up to date
best before
before and after
after hours
after sun lotion
after party
pre order
pre sale
post purchase
post-purchase flow
mid funnel
mid size
end of line
end of season
early bird
early access
late night
latest arrivals
most recent campaigns
recent campaigns
next level
coming soon
this is it
v2
version 3 of hoodies
hoodies v2
top 10
top 3 ads
best 5 emails
5 worst campaigns
ads with 3 images
2x roas
roas 3
ctr 2.5
cpc 1.20
spend 1000
1000 clicks
between 5 and 10 clicks
5 to 10 conversions
5-10 conversions
spend 100-200
50/50 split
24/7 support
1/2 price
3/4 sleeve
9 to 5 outfits
7 eleven
11 inch
kw research
cw agency
m1 macbook
d2c
b2b
2for1
4th gen
10th anniversary
the 100th order
1st place
2nd chance
the one
one a day
a year supply
year round
all year
all day
every day
everyday
daily
weekly newsletter
monthly digest
quarterly report
annual plan
yearly plan
months supply
minute meals
sec video
15s video
30 sec
ago
back in stock
now live
present ideas
presents
gift of the year
product of the month
deal of the week
ad of the day
may be
can may
could be may
eid collection
holi colors
carnival cruise
in stock
on sale
at night
for men
over 50
over 60 audience
under 30 audience
age 25-34
25-34 women
18 to 24
ages 18-24
men 35+
women 45-54
lookalike 1%
lal 1-3%
retargeting 7 day
7-day visitors
visitors 30 days
30-day visitors
atc 14 days
28 day click
1 day view
7d click 1d view
cart abandoners 3 days
3 day delay email
wait 2 days
2 day shipping
next day delivery
same day delivery
same day shipping
two day shipping
first week free
first month free
month free
free for a month
3 months free
12 months warranty
two year warranty
1 year plan
weekend box
tag week
fashion week
black week
prime video
cyber security
labor costs
independence
thanks
eve
christmas eve pajamas
new arrivals
new year new me
good friday fish
mardi gras beads
pancake mix
singles
single ads
double 11 coupons
thanksgiving turkey
turkey
china
in turkey
in china
japan
mark
mai tai
mar bella
set 3
set of 2
ad set 5
adset 12
ad group 7
group 3
campaign 12
test 5
test a/b
a/b test 2
v1.2
2.0
1.1.1
ip 10.0.0.1
order 10-12
size 10-12
sizes 8-10
size 10/12
3-5 year olds
kids 5-7
under 5s
5k run
10k race
"""


@pytest.mark.parametrize("said", NOT_MEANT.strip().splitlines())
def test_it_is_no_date(said: str) -> None:
    assert days_of(understood(said, "2024-11-13")) == "none"
