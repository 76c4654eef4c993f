# data table: nordic-rules.md § 2.2
"""Sweden: fees, terms and limits, since the fees stand in the act itself.

Under an item and its payers, a line a row: from, to, principal up to, figure, confidence, source, note.
"""

SWEDEN = """
law any
    2013-03-16  -  -    1981  A  lag (1981:739), as amended by SFS 2013:56
interest_divisor any
    2019-07-01  -  -     365  C  a public repository  a way of counting: need not be verified
interest_after_demand any
    2019-07-01  -  -      30  B  räntelagen 3-4 §§; sergel.se; svar-doivent
interest_on_costs any
    2013-03-16  -  -       0  B  no interest on reminder or collection fees
reminder_fee any
    2013-03-16  -  -   60.00  A  lag (1981:739) 2 §; SFS 2013:56
demand_fee any
    2013-03-16  -  -  180.00  A  lag (1981:739); inkassolagen 5 §
plan_fee any
    2013-03-16  -  -  170.00  A  lag (1981:739)
plan_notice_fee any
    2013-03-16  -  -   60.00  B  aroskapital.se
compensation business
    2013-03-16  -  -  450.00  A  lag (1981:739) 4 a §
demand_term any
    2013-03-16  -  -       8  A  inkassolagen 5 §; imy.se
demand_bank_term any
    2013-03-16  -  -       4  A  inkassolagen 5 §; imy.se
reminders_max any
    2013-03-16  -  -       1  M  lag (1981:739), by practice
demands_max any
    2013-03-16  -  -       1  M  lag (1981:739), by practice
"""
