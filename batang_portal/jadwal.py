"""What the portal does by itself, and when: every minute, then by the hour of the day.

A sweep that waited longer than a minute for a worker is dropped: the next one finds the same rows.
"""

from celery.schedules import crontab

BERKALA = {
    "denyut": {"task": "operasi.tasks.denyut", "schedule": 60, "options": {"expires": 55}},
    "sapu_pesan": {"task": "notifikasi.tasks.sapu", "schedule": 60, "options": {"expires": 55}},
    "sapu_laporan": {"task": "laporan.tasks.sapu", "schedule": 60, "options": {"expires": 55}},
    "sapu_konsultasi": {"task": "konsultasi.tasks.sapu", "schedule": 300, "options": {"expires": 280}},
    "sapu_pelatihan": {"task": "pelatihan.tasks.sapu", "schedule": 60, "options": {"expires": 55}},
    "urus_kelas": {"task": "pelatihan.tasks.urus_kelas", "schedule": crontab(minute=20)},
    "hitung_jatuh_tempo": {"task": "inti.tasks.hitung_jatuh_tempo", "schedule": crontab(hour=1, minute=30)},
    "sapu_akun": {"task": "akun.tasks.sapu", "schedule": crontab(hour=2, minute=15)},
    "kocok_skm": {"task": "layanan.tasks.kocok_skm", "schedule": crontab(hour=2, minute=25)},
    "hapus_foto_ktp": {"task": "umkm.tasks.hapus_foto_ktp", "schedule": crontab(hour=2, minute=30)},
    "bersihkan_berkas": {"task": "inti.tasks.bersihkan_berkas", "schedule": crontab(hour=2, minute=45)},
    "sapu_tautan": {"task": "inti.tasks.sapu_tautan", "schedule": crontab(hour=2, minute=47)},
    "hapus_titipan": {"task": "umkm.tasks.hapus_titipan", "schedule": crontab(hour=2, minute=50)},
    "bersihkan_laporan": {"task": "laporan.tasks.bersihkan", "schedule": crontab(hour=2, minute=55)},
    "cadangkan": {"task": "operasi.tasks.cadangkan", "schedule": crontab(hour=3, minute=0)},
    "periksa_keutuhan": {"task": "operasi.tasks.periksa_keutuhan", "schedule": crontab(hour=4, minute=0)},
    "catat_kenyataan": {"task": "layanan.tasks.catat_kenyataan", "schedule": crontab(hour=4, minute=30)},
    "catat_angka": {"task": "laporan.tasks.catat_angka", "schedule": crontab(hour=6, minute=0)},
    "ingatkan": {"task": "umkm.tasks.ingatkan", "schedule": crontab(hour=6, minute=15)},
    "ingatkan_layanan": {"task": "layanan.tasks.ingatkan", "schedule": crontab(hour=6, minute=25)},
    "ingatkan_aduan": {"task": "aduan.tasks.ingatkan", "schedule": crontab(hour=6, minute=30)},
    "ingatkan_konsultasi": {"task": "konsultasi.tasks.ingatkan", "schedule": crontab(hour=6, minute=35)},
}
