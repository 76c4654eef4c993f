# data table: nordic-rules.md § 2.3
"""Finland: fees, terms and limits, from the reform of 2022 and what is dated before it.

Under an item and its payers, a line a row: from, to, principal up to, figure, confidence, source, note.
"""

FINLAND = """
law any
    2013-03-16           -      -     1999  A  laki saatavien perinnästä 513/1999
interest_divisor any
    2020-01-01           -      -      365  M  actual/365  a way of counting: need not be verified
interest_after_demand any
    2020-01-01           -      -       30  M  korkolaki 5-6 §§
interest_on_costs any
    2020-01-01           -      -        0  M  none
reminder_fee consumer
    2022-05-01           -      -     5.00  A  513/1999; kkv.fi
reminder_fee business
    2021-01-01  2022-04-30      -    10.00  B  temporary act; okperinta.fi
    2022-05-01           -      -    12.00  B  299/2022; okperinta.fi; procountor.fi; yrittajat.fi
demand_fee consumer
    2022-05-01           -    100    14.00  B  513/1999; cash-in.com
    2022-05-01           -   1000    24.00  B  513/1999; cash-in.com
    2022-05-01           -      -    50.00  B  513/1999; cash-in.com
demand_fee business
    2021-01-01  2022-04-30    500    50.00  B  temporary act; okperinta.fi
    2021-01-01  2022-04-30      -    80.00  B  temporary act; okperinta.fi
    2022-05-01           -    500    50.00  B  299/2022; okperinta.fi; procountor.fi; yrittajat.fi
    2022-05-01           -   2500    70.00  B  299/2022; okperinta.fi; procountor.fi; yrittajat.fi
    2022-05-01           -  10000    90.00  B  299/2022; okperinta.fi; procountor.fi; yrittajat.fi
    2022-05-01           -      -   110.00  B  299/2022; okperinta.fi; procountor.fi; yrittajat.fi
enforceable_demand_fee consumer
    2022-05-01           -      -    14.00  B  513/1999; cash-in.com
enforceable_demand_fee business
    2021-01-01  2022-04-30      -    50.00  B  temporary act; okperinta.fi
    2022-05-01           -      -    50.00  B  299/2022; okperinta.fi
own_demand_fee business
    2022-05-01           -      -    12.00  B  299/2022; yrittajat.fi
further_demand_share consumer
    2022-05-01           -      -  50.00 %  M  513/1999
further_demand_share business
    2022-05-01           -      -  50.00 %  B  299/2022; okperinta.fi
extension_fee consumer
    2022-05-01           -      -     5.00  B  cash-in.com
plan_fee consumer
    2022-05-01           -      -    20.00  B  cash-in.com  the least of 20 to 50, tiers unknown
total_cap consumer
    2013-03-16           -    100    60.00  B  513/1999; mondaq.com 227958
    2013-03-16           -   1000   120.00  B  513/1999; mondaq.com 227958
    2013-03-16           -      -   210.00  B  513/1999; mondaq.com 227958
enforceable_total_cap consumer
    2013-03-16           -      -    51.00  M  513/1999
fee_after_due consumer
    2022-05-01           -      -       14  A  513/1999; kkv.fi
fee_after_due business
    2021-01-01  2022-04-30      -        7  B  temporary act  the gap of letters, from the due date too
    2022-05-01           -      -       10  B  299/2022  the gap of letters, from the due date too
letter_gap consumer
    2022-05-01           -      -       14  A  513/1999; kkv.fi
letter_gap business
    2021-01-01  2022-04-30      -        7  B  temporary act
    2022-05-01           -      -       10  B  299/2022; okperinta.fi; procountor.fi; yrittajat.fi
demand_after_reminder consumer
    2022-05-01           -      -       14  A  513/1999 5 §; 299/2022
demand_term consumer
    2022-05-01           -      -       14  M  513/1999
demand_term business
    2022-05-01           -      -       10  B  299/2022
consent_lasts consumer
    2022-05-01           -      -       12  A  299/2022
reminders_max consumer
    2022-05-01           -      -        2  A  513/1999; kkv.fi  a second one is named there; that a third is none is M
reminders_max business
    2022-05-01           -      -        2  M  299/2022
demands_max consumer
    2022-05-01           -      -        2  M  513/1999
demands_max business
    2022-05-01           -      -        2  M  299/2022
compensation business
    2022-05-01           -      -    40.00  B  korkolaki; okperinta.fi; HE 57/2012
"""
