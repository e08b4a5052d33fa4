"""Methods as Word documents, fit to be changed in Word, WPS and LibreOffice."""
