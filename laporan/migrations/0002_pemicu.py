from django.db import migrations

from inti.triggers import pemicu

# Who asked for what, and why, is written once; how far it is changes, and no row goes.
BADAN = """
    IF TG_OP = 'DELETE' OR (OLD.oleh_id, OLD.alasan, OLD.laporan, OLD.format, OLD.saringan, OLD.dibuat)
        IS DISTINCT FROM (NEW.oleh_id, NEW.alasan, NEW.laporan, NEW.format, NEW.saringan, NEW.dibuat) THEN
        RAISE EXCEPTION 'Catatan unduhan tidak boleh diubah atau dihapus.' USING ERRCODE = 'raise_exception';
    END IF;
    RETURN NEW;
"""


class Migration(migrations.Migration):
    dependencies = [("laporan", "0001_unduhan_dan_angka")]

    operations = [pemicu("laporan_unduhan_tetap", "laporan_unduhan", BADAN)]
