"""Django's rules for a new password, with sentences that say how to make a good one."""

from __future__ import annotations

from django.contrib.auth import password_validation as aturan


class Panjang(aturan.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Kata sandi terlalu pendek. Pakai sedikitnya {self.min_length} huruf atau angka."

    def get_help_text(self) -> str:
        return f"Sedikitnya {self.min_length} huruf atau angka."


class TidakUmum(aturan.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Kata sandi ini mudah ditebak orang. Coba tiga kata yang tidak berhubungan."

    def get_help_text(self) -> str:
        return "Yang sulit ditebak orang lain."


class TidakMirip(aturan.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "Kata sandi ini mirip dengan %(verbose_name)s Anda. Buat yang lain."

    def get_help_text(self) -> str:
        return "Tidak mirip dengan nama, nomor, atau email Anda."
