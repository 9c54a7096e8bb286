"""Desks with their hours and absences, appointments, and those who wait for a free hour."""

from konsultasi.models.janji_temu import DaftarTunggu, JanjiTemu, RiwayatJanjiTemu
from konsultasi.models.meja import Absen, JamKonsultasi, Meja

__all__ = ["Absen", "DaftarTunggu", "JamKonsultasi", "JanjiTemu", "Meja", "RiwayatJanjiTemu"]
