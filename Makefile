# Every command sets up what it needs: Python 3.11 or newer and a package index do.
PYTHON ?= python3
INSTALL = $(PYTHON) -m catalogue.local.install
LOCAL = .venv/bin/python -m catalogue.local

.PHONY: help run demo stop manage test check format messages requirements bench-data

help:
	@echo "make run           serve the catalogue on http://127.0.0.1:8000 (PORT=... changes it)"
	@echo "make demo          the same, with demonstration records"
	@echo "make stop          stop what a killed run left behind"
	@echo "make manage ARGS=  run a management command, such as ARGS=\"createsuperuser\""
	@echo "make bench-data N=  make a database with N generated methods, to measure on"
	@echo "make test ARGS=    run the tests, all or those that ARGS names"
	@echo "make check         check style, types, migrations, imports, translations, settings"
	@echo "make format        put the code into the form that make check asks for"
	@echo "make messages      collect the texts to translate and compile the translations"
	@echo "make requirements  compile the pinned requirements anew"

run:
	@$(INSTALL) requirements.txt
	@$(LOCAL) run

demo:
	@$(INSTALL) requirements.txt
	@$(LOCAL) demo

stop:
	@$(INSTALL) requirements.txt
	@$(LOCAL) stop

manage:
	@$(INSTALL) requirements.txt
	@$(LOCAL) manage $(ARGS)

bench-data:
	@$(INSTALL) requirements.txt
	@$(LOCAL) manage make_bench_data $(or $(N),10000)

test:
	@$(INSTALL) requirements-dev.txt
	@$(LOCAL) test $(ARGS)

check:
	@$(INSTALL) requirements-dev.txt
	@$(LOCAL) check

format:
	@$(INSTALL) requirements-dev.txt
	@.venv/bin/ruff check --fix --quiet .
	@.venv/bin/ruff format .

messages:
	@$(INSTALL) requirements-dev.txt
	@$(LOCAL) messages $(MERGE)

requirements:
	@$(INSTALL) requirements-dev.txt
	@$(LOCAL) requirements $(ARGS)
