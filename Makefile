# Two commands: `make run` starts the portal, `make test` tests it. `make bantuan` lists the rest.

PYTHON_VENV := .venv/bin/python

.DEFAULT_GOAL := bantuan
.PHONY: bantuan run dev test test-suite test-browser test-drill check bench

bantuan:  ## Daftar perintah ini
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: .venv/.terpasang  ## Jalankan portal, dengan data contoh bila DATABASE_URL kosong (PORT=8000)
	@exec $(PYTHON_VENV) -m batang_portal.jalankan --demo

dev: .venv/.terpasang-dev  ## Sama, dan memuat ulang setiap kali kode berubah
	@exec $(PYTHON_VENV) -m batang_portal.jalankan --demo --dev

test: test-suite test-browser test-drill  ## Semua uji: suite, browser, latihan gangguan

UJI := not drill

test-suite: .venv/.terpasang-dev  ## Uji tanpa browser dan tanpa latihan gangguan
	$(PYTHON_VENV) -m pytest -q -n auto -m "$(UJI)" --ignore=tests/browser

# A call of its own: the browser's event loop would reach into the plain database tests. One by one, for few are long.
test-browser: .venv/.terpasang-dev  ## Uji di Chromium (dilewati bila tidak ada; WAJIB_PERAMBAN=1 mewajibkan)
	$(PYTHON_VENV) -m pytest -q -n auto --maxschedchunk 1 -m "not drill" tests/browser

test-drill: .venv/.terpasang-dev  ## Uji yang menyalakan dan mematikan server sendiri
	$(PYTHON_VENV) -m pytest -q -m drill --ignore=tests/browser

check: .venv/.terpasang-dev  ## Gaya, lapisan, tipe, migrasi, setelan, templat
	@.ci/periksa

# Servers and a database of its own under .ukur/; the first run of a size fills it, a later one uses it again.
bench: .venv/.terpasang-dev  ## Ukur portal pada ukuran sebenarnya (UKURAN=105000 PUTARAN=3), tulis docs/kinerja.md
	@$(PYTHON_VENV) -m benchmarks

.venv/.terpasang: requirements.txt
	@.ci/pasang requirements.txt $@

.venv/.terpasang-dev: requirements-dev.txt requirements.txt
	@.ci/pasang requirements-dev.txt $@
	@touch .venv/.terpasang
