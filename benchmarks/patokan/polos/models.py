from django.contrib.auth.models import AbstractBaseUser
from django.db import models


class Pengguna(AbstractBaseUser):
    kode = models.CharField(max_length=20, unique=True)
    nama = models.CharField(max_length=100)
    USERNAME_FIELD = "kode"

    class Meta:
        managed = False
        db_table = "akun_pengguna"

    def __str__(self) -> str:
        return self.nama


class Usaha(models.Model):
    kode = models.CharField(max_length=20)
    nama = models.CharField(max_length=100)
    nomor = models.CharField(max_length=20)
    uraian = models.CharField(max_length=200)
    status = models.CharField(max_length=30)
    dibuat = models.DateTimeField()
    diubah = models.DateTimeField()

    objects: models.Manager["Usaha"]

    class Meta:
        managed = False
        db_table = "umkm_usaha"

    def __str__(self) -> str:
        return self.nama
