from pelatihan.admin import angkatan, kurikulum, peserta, seleksi, spj

__all__ = ["angkatan", "kurikulum", "peserta", "seleksi", "spj"]
