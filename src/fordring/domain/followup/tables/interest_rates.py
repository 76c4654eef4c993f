# data table: nordic-rules.md § 1, late-payment interest by half-year
"""Late-payment interest by half-year: forsinkelsesrenteloven § 3; räntelagen 6, 9 §; korkolaki 4, 4 a §.

Under an item and its payers, a line a row: from, to, principal up to, figure, confidence, source, note.
"""

NORWAY = """
late_interest any
    2019-07-01  2019-12-31  -   9.25 %  B     okonomiforbundet.no (quotes Finansdepartementet); forsinkelsesrente.net
    2020-01-01  2020-06-30  -   9.50 %  B     okonomiforbundet.no (quotes Finansdepartementet); forsinkelsesrente.net
    2020-07-01  2020-12-31  -   8.00 %  B     forsinkelsesrente.net; bsregnskap.no
    2021-01-01  2021-06-30  -   8.00 %  B     forsinkelsesrente.net
    2021-07-01  2021-12-31  -   8.00 %  B     forsinkelsesrente.net; totalkapital.no; bahs.no
    2022-01-01  2022-06-30  -   8.50 %  B     forsinkelsesrente.net; community.visma.com
    2022-07-01  2022-12-31  -   9.25 %  B     community.visma.com citing FOR-2022-06-24-1178; reknehuset.no
    2023-01-01  2023-06-30  -  10.75 %  B     regnskapnorge.no; kred.no
    2023-07-01  2023-12-31  -  11.75 %  B     forsinkelsesrente.net
    2024-01-01  2024-06-30  -  12.50 %  A     regjeringen.no id3019071
    2024-07-01  2024-12-31  -  12.50 %  D     policy rate 4.50 + 8; FOR-2024-06-26-1320 (value not seen)
    2025-01-01  2025-06-30  -  12.50 %  A     FOR-2024-12-19-3279; kred.no
    2025-07-01  2025-12-31  -  12.25 %  C+D   R1; FOR-2025-06-23-1321 (value not seen)
    2026-01-01  2026-06-30  -  12.00 %  C x3  R1, R2, R3; FOR-2025-12-18-2658 (value not seen)
    2026-07-01  2026-12-31  -  12.25 %  C x2  R1, R3 (Finanstilsynet's page not read)
"""

SWEDEN = """
late_interest any
    2019-07-01  2019-12-31  -   8.00 %  A  riksbank.se, referensränta 0.00
    2020-01-01  2020-06-30  -   8.00 %  A  riksbank.se, referensränta 0.00
    2020-07-01  2020-12-31  -   8.00 %  A  riksbank.se, referensränta 0.00
    2021-01-01  2021-06-30  -   8.00 %  B  mystep.se; loanster.se, referensränta 0.00
    2021-07-01  2021-12-31  -   8.00 %  B  mystep.se; loanster.se, referensränta 0.00
    2022-01-01  2022-06-30  -   8.00 %  B  mystep.se; loanster.se, referensränta 0.00
    2022-07-01  2022-12-31  -   8.50 %  B  mystep.se; loanster.se, referensränta 0.50
    2023-01-01  2023-06-30  -  10.50 %  B  mystep.se; loanster.se, referensränta 2.50
    2023-07-01  2023-12-31  -  11.50 %  A  riksbank.se, referensränta 3.50
    2024-01-01  2024-06-30  -  12.00 %  B  capway.se; mystep.se, referensränta 4.00
    2024-07-01  2024-12-31  -  12.00 %  B  mystep.se, referensränta 4.00
    2025-01-01  2025-06-30  -  11.00 %  B  mystep.se, referensränta 3.00
    2025-07-01  2025-12-31  -  10.00 %  B  mystep.se, referensränta 2.00
    2026-01-01  2026-06-30  -  10.00 %  B  mystep.se, referensränta 2.00
"""

FINLAND = """
late_interest consumer
    2020-01-01  2020-06-30  -   7.00 %  A  suomenpankki.fi, viitekorko
    2020-07-01  2020-12-31  -   7.00 %  A  suomenpankki.fi, viitekorko
    2021-01-01  2021-06-30  -   7.00 %  A  suomenpankki.fi, viitekorko
    2021-07-01  2021-12-31  -   7.00 %  A  suomenpankki.fi, viitekorko
    2022-01-01  2022-06-30  -   7.00 %  A  suomenpankki.fi, viitekorko
    2022-07-01  2022-12-31  -   7.00 %  A  suomenpankki.fi, viitekorko
    2023-01-01  2023-06-30  -   9.50 %  A  suomenpankki.fi, viitekorko; 1276/2022
    2023-07-01  2023-12-31  -  11.00 %  A  suomenpankki.fi, viitekorko
    2024-01-01  2024-06-30  -  11.50 %  A  suomenpankki.fi, viitekorko; sttinfo.fi
    2024-07-01  2024-12-31  -  11.50 %  A  suomenpankki.fi, viitekorko; taloasemahelsinki.fi
    2025-01-01  2025-06-30  -  10.50 %  A  suomenpankki.fi, viitekorko; sttinfo.fi 70785866
    2025-07-01  2025-12-31  -   9.50 %  D  ECB rate 2.15, up to the half point (not seen printed)
    2026-01-01  2026-06-30  -   9.50 %  A  sttinfo.fi 71709487
late_interest business
    2020-01-01  2020-06-30  -   8.00 %  A  suomenpankki.fi, viitekorko
    2020-07-01  2020-12-31  -   8.00 %  A  suomenpankki.fi, viitekorko
    2021-01-01  2021-06-30  -   8.00 %  A  suomenpankki.fi, viitekorko
    2021-07-01  2021-12-31  -   8.00 %  A  suomenpankki.fi, viitekorko
    2022-01-01  2022-06-30  -   8.00 %  A  suomenpankki.fi, viitekorko
    2022-07-01  2022-12-31  -   8.00 %  A  suomenpankki.fi, viitekorko
    2023-01-01  2023-06-30  -  10.50 %  A  suomenpankki.fi, viitekorko; 1276/2022
    2023-07-01  2023-12-31  -  12.00 %  A  suomenpankki.fi, viitekorko
    2024-01-01  2024-06-30  -  12.50 %  A  suomenpankki.fi, viitekorko; sttinfo.fi
    2024-07-01  2024-12-31  -  12.50 %  A  suomenpankki.fi, viitekorko; taloasemahelsinki.fi
    2025-01-01  2025-06-30  -  11.50 %  A  suomenpankki.fi, viitekorko; sttinfo.fi 70785866
    2025-07-01  2025-12-31  -  10.50 %  D  ECB rate 2.15, up to the half point (not seen printed)
    2026-01-01  2026-06-30  -  10.50 %  A  sttinfo.fi 71709487
"""
