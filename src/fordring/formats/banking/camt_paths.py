"""Where the facts of a usual entry stand: every path that an entry read by its shape may have, in all versions.

What is not among them, charges or a batch for one, makes the entry one for the tolerant reader.
"""
# data table: bank-files, section 6; the places of an entry that `camt_entry`, `camt_details` and `camt_references` read

ENTRY = "Ntry"
PAYMENT = "TxDtls"

ENTRY_PATHS = {
    "NtryRef": "record_id",
    "Amt": "amount",
    "Amt@Ccy": "currency",
    "CdtDbtInd": "mark",
    "Sts": "status",
    "Sts/Cd": "status",
    "BookgDt/Dt": "booked_on",
    "BookgDt/DtTm": "booked_on",
    "ValDt/Dt": "value_on",
    "ValDt/DtTm": "value_on",
    "AcctSvcrRef": "entry_reference",
    "BkTxCd/Domn/Fmly/SubFmlyCd": "sub_family",
    "BkTxCd/Prtry/Cd": "banks_code",
}
PAYMENT_PATHS = {
    "Refs/AcctSvcrRef": "transaction_reference",
    "Refs/EndToEndId": "end_to_end_id",
    "Refs/PmtInfId": "payment_information_id",
    "Amt": "own_amount",
    "Amt@Ccy": "own_currency",
    "AmtDtls/TxAmt/Amt": "own_amount",
    "AmtDtls/TxAmt/Amt@Ccy": "own_currency",
    "CdtDbtInd": "own_mark",
    "RltdPties/Dbtr/Nm": "debtor_name",
    "RltdPties/Dbtr/Pty/Nm": "debtor_name",
    "RltdPties/DbtrAcct/Id/IBAN": "debtor_iban",
    "RltdPties/DbtrAcct/Id/Othr/Id": "debtor_number",
    "RltdPties/DbtrAcct/Id/Othr/SchmeNm/Cd": "debtor_scheme",
    "RltdPties/DbtrAcct/Id/Othr/SchmeNm/Prtry": "debtor_scheme",
    "RltdPties/Cdtr/Nm": "creditor_name",
    "RltdPties/Cdtr/Pty/Nm": "creditor_name",
    "RltdPties/CdtrAcct/Id/IBAN": "creditor_iban",
    "RltdPties/CdtrAcct/Id/Othr/Id": "creditor_number",
    "RltdPties/CdtrAcct/Id/Othr/SchmeNm/Cd": "creditor_scheme",
    "RltdPties/CdtrAcct/Id/Othr/SchmeNm/Prtry": "creditor_scheme",
    "RmtInf/Ustrd": "text",
    "RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry/Cd": "reference_code",
    "RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry/Prtry": "reference_code",
    "RmtInf/Strd/CdtrRefInf/Tp/Issr": "reference_issuer",
    "RmtInf/Strd/CdtrRefInf/Ref": "reference",
}
CONTAINERS = {path[:place] for path in PAYMENT_PATHS for place, sign in enumerate(path) if sign == "/"}
ENTRY_CONTAINERS = {"Sts", "BookgDt", "ValDt", "BkTxCd", "BkTxCd/Domn", "BkTxCd/Domn/Fmly", "BkTxCd/Prtry"}
UNREAD_IN_ENTRY = {"BkTxCd/Domn/Cd", "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Prtry/Issr"}
UNREAD_IN_PAYMENT = {"Refs/MsgId", "Refs/InstrId", "Refs/TxId", "BkTxCd", "RltdAgts", "RltdDts", "Purp"}
"""Whatever stands in these is passed over by the tolerant reader too."""
