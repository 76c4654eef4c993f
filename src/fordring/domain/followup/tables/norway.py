# data table: nordic-rules.md § 2.1
"""Norway: fees, terms and limits, from 2017, which is no statement about the law before.

Under an item and its payers, a line a row: from, to, principal up to, figure, confidence, source, note.
"""

NORWAY = """
law any
    2017-01-01           -       -      1988  A     inkassoloven (1988), in force
interest_divisor any
    2019-07-01           -       -       365  C     actual/365: regnmed  a way of counting: need not be verified
interest_after_demand any
    2019-07-01           -       -        30  A     forsinkelsesrenteloven § 2
interest_on_costs any
    2019-07-01           -       -         1  B     inkassoguiden.no, by practice
collection_rate any
    2017-01-01  2025-12-31       -    700.00  A     FOR-2002-12-13-1641; juridika.no
    2026-01-01           -       -    750.00  C x3  R1, R2, R3; blog.amili.no
reminder_fee any
    2017-01-01  2020-09-30       -     70.00  A     inkassoforskriften § 1-2; 1/10 of the inkassosats
    2020-10-01  2025-12-31       -     35.00  A     inkassoforskriften § 1-2; 1/20; regnskapnorge.no  older dues too
    2026-01-01           -       -     38.00  C x3  inkassoforskriften § 1-2; 1/20 = 37.50, published as 38: R1-R3
notice_fee any
    2017-01-01  2020-09-30       -     70.00  A     inkassoforskriften § 1-2; 1/10 of the inkassosats
    2020-10-01  2025-12-31       -     35.00  A     inkassoforskriften § 1-2; 1/20 of the inkassosats
    2026-01-01           -       -     38.00  C x3  inkassoforskriften § 1-2; 1/20 = 37.50, published as 38: R1-R3
own_demand_fee any
    2017-01-01  2020-09-30       -    210.00  A     inkassoforskriften § 1-2; 3/10 of the inkassosats
    2020-10-01  2025-12-31       -    105.00  A     inkassoforskriften § 1-2; 3/20 of the inkassosats
    2026-01-01           -       -    113.00  C x3  inkassoforskriften § 1-2; 3/20 = 112.50, published as 113: R1-R3
collector_share any
    2020-10-01           -     500   25.00 %  B     inkassoforskriften § 2-2; safe-okonomi.no; blogg.pwc.no
    2020-10-01           -    1000   35.00 %  B     inkassoforskriften § 2-2; safe-okonomi.no; blogg.pwc.no
    2020-10-01           -    2500   40.00 %  B     inkassoforskriften § 2-2; safe-okonomi.no; blogg.pwc.no
    2020-10-01           -   10000   80.00 %  B     inkassoforskriften § 2-2; safe-okonomi.no; blogg.pwc.no
    2020-10-01           -   50000  160.00 %  B     inkassoforskriften § 2-2; safe-okonomi.no; blogg.pwc.no
    2020-10-01           -  250000  360.00 %  B     inkassoforskriften § 2-2; safe-okonomi.no; blogg.pwc.no
    2020-10-01           -       -  720.00 %  B     inkassoforskriften § 2-2; safe-okonomi.no; blogg.pwc.no
collector_business_share business
    2020-10-01           -       -  150.00 %  B     inkassoforskriften § 2-1; safe-okonomi.no
collector_heavy_share any
    2020-10-01           -       -  200.00 %  B     inkassoforskriften § 2-3; safe-okonomi.no
collector_vat any
    2020-10-01           -       -   25.00 %  C     a public inkasso toolkit
plan_share any
    2020-10-01           -       -  150.00 %  C     a public inkasso toolkit
fee_after_due any
    2017-01-01           -       -        14  A     inkassoforskriften § 1-2
letter_gap any
    2017-01-01           -       -        14  A     inkassoforskriften § 1-3
notice_term any
    2017-01-01           -       -        14  A     inkassoloven § 9
demand_term any
    2017-01-01           -       -        14  A     inkassoloven § 10
heavy_after_term any
    2017-01-01           -       -        28  B     inkassoforskriften § 2-3; orklacredit.no; safe-okonomi.no
demand_renewal any
    2017-01-01           -       -         6  B     inkassoloven § 11; veiviseren.no
letters_max any
    2017-01-01           -       -         2  A     inkassoforskriften § 1-3
reminders_max any
    2017-01-01           -       -         2  A     inkassoforskriften § 1-3
notices_max any
    2017-01-01           -       -         1  A     inkassoforskriften § 1-3
demands_max any
    2017-01-01           -       -         1  A     inkassoforskriften § 1-3
compensation business
    2019-07-01  2019-12-31       -    390.00  B     forsinkelsesrenteloven § 3a; hokas.no
    2020-07-01  2020-12-31       -    430.00  B     forsinkelsesrenteloven § 3a; bsregnskap.no
    2021-07-01  2021-12-31       -    400.00  B     forsinkelsesrenteloven § 3a; totalkapital.no
    2022-01-01  2022-06-30       -    390.00  B     forsinkelsesrenteloven § 3a; community.visma.com
    2022-07-01  2022-12-31       -    400.00  B     forsinkelsesrenteloven § 3a; visma; revisjonskompaniet.no
    2023-01-01  2023-06-30       -    410.00  B     forsinkelsesrenteloven § 3a; regnskapnorge.no
    2024-01-01  2024-06-30       -    470.00  A     forsinkelsesrenteloven § 3a; regjeringen.no id3019071
    2025-01-01  2025-06-30       -    470.00  A     forsinkelsesrenteloven § 3a; FOR-2024-12-19-3279
    2026-01-01  2026-06-30       -    460.00  C     forsinkelsesrenteloven § 3a; R1, R2 (FOR-2025-12-18-2658 not seen)
    2026-07-01  2026-12-31       -    430.00  C     forsinkelsesrenteloven § 3a; R1
"""
