"""The merchant face: Dintero's checkout and payments API."""
