import unicodedata

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

# Latin letters with an accent and the plain ones they are found by; marks inside a word that are passed over.
# `umkm.pencarian.kata` does the same to what is typed; a test holds the two together.
BERTANDA = [c for c in map(chr, range(0xC0, 0x180)) if unicodedata.normalize("NFKD", c)[0].isascii() and len(unicodedata.normalize("NFKD", c)) == 2 and unicodedata.combining(unicodedata.normalize("NFKD", c)[1])]
POLOS = [unicodedata.normalize("NFKD", c)[0].lower() for c in BERTANDA]
DILEWATI = "’‘ʻʼ`´′"

# One function without a table and without another function of ours, so that an index may rest on it and a dump of it
# restores in any order. Ranges and not classes of characters, and the C collation: the same words on every server.
LEXEM = f"""
CREATE FUNCTION umkm_lexem(teks text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $badan$
    SELECT array_to_tsvector(array_remove(regexp_split_to_array(
        translate(lower(teks COLLATE "C"), '{"".join(BERTANDA)}' || '{DILEWATI}' || '''', '{"".join(POLOS)}'),
        '[\\u0001-\\u002f\\u003a-\\u0060\\u007b-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+'
    ), ''))
$badan$;
"""

# Owners' words carry "~", the digits of the number "#", the village stands as "@" with its code: whoever may not find
# a business by its owner or number asks without them.
SEGARKAN = """
CREATE FUNCTION umkm_segarkan_carian(yang bigint[]) RETURNS void LANGUAGE sql AS $badan$
    INSERT INTO umkm_carianusaha (usaha_id, isi)
    SELECT u.id,
           umkm_lexem(concat_ws(' ', u.nama, u.produk_utama, u.uraian))
           || array_to_tsvector(ARRAY['#' || split_part(u.nomor, '-', 3), '@' || u.desa_id])
           || coalesce(p.isi, ''::tsvector)
      FROM umkm_usaha u
      LEFT JOIN (
           SELECT k.usaha_id, array_to_tsvector(array_agg('~' || kata)) AS isi
             FROM umkm_kepemilikanusaha k
             JOIN umkm_pelakuusaha o ON o.id = k.pelaku_id,
                  unnest(tsvector_to_array(umkm_lexem(o.nama))) AS kata
            WHERE k.usaha_id = ANY (yang) AND k.sampai IS NULL
            GROUP BY k.usaha_id
      ) p ON p.usaha_id = u.id
     WHERE u.id = ANY (yang)
    ON CONFLICT (usaha_id) DO UPDATE SET isi = EXCLUDED.isi
$badan$;
"""

# Rows that arrive by the thousand (COPY) are taken in one statement; changes come one by one.
PEMICU = """
CREATE FUNCTION umkm_carian_usaha() RETURNS trigger LANGUAGE plpgsql AS $badan$
BEGIN
    IF TG_LEVEL = 'STATEMENT' THEN
        PERFORM umkm_segarkan_carian(ARRAY(SELECT id FROM baru));
    ELSE
        PERFORM umkm_segarkan_carian(ARRAY[NEW.id]);
    END IF;
    RETURN NULL;
END
$badan$;
CREATE FUNCTION umkm_carian_kepemilikan() RETURNS trigger LANGUAGE plpgsql AS $badan$
BEGIN
    IF TG_LEVEL = 'STATEMENT' THEN
        PERFORM umkm_segarkan_carian(ARRAY(SELECT DISTINCT usaha_id FROM baru));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM umkm_segarkan_carian(ARRAY[OLD.usaha_id]);
    ELSE
        PERFORM umkm_segarkan_carian(ARRAY[OLD.usaha_id, NEW.usaha_id]);
    END IF;
    RETURN NULL;
END
$badan$;
CREATE FUNCTION umkm_carian_pelaku() RETURNS trigger LANGUAGE plpgsql AS $badan$
BEGIN
    PERFORM umkm_segarkan_carian(
        ARRAY(SELECT usaha_id FROM umkm_kepemilikanusaha WHERE pelaku_id = NEW.id AND sampai IS NULL)
    );
    RETURN NULL;
END
$badan$;

CREATE TRIGGER umkm_carian_usaha_lahir AFTER INSERT ON umkm_usaha
    REFERENCING NEW TABLE AS baru FOR EACH STATEMENT EXECUTE FUNCTION umkm_carian_usaha();
CREATE TRIGGER umkm_carian_usaha_ubah AFTER UPDATE OF nama, produk_utama, uraian, nomor, desa_id ON umkm_usaha
    FOR EACH ROW WHEN ((OLD.nama, OLD.produk_utama, OLD.uraian, OLD.nomor, OLD.desa_id)
        IS DISTINCT FROM (NEW.nama, NEW.produk_utama, NEW.uraian, NEW.nomor, NEW.desa_id))
    EXECUTE FUNCTION umkm_carian_usaha();
CREATE TRIGGER umkm_carian_milik_lahir AFTER INSERT ON umkm_kepemilikanusaha
    REFERENCING NEW TABLE AS baru FOR EACH STATEMENT EXECUTE FUNCTION umkm_carian_kepemilikan();
CREATE TRIGGER umkm_carian_milik_ubah AFTER DELETE OR UPDATE OF pelaku_id, usaha_id, sampai ON umkm_kepemilikanusaha
    FOR EACH ROW EXECUTE FUNCTION umkm_carian_kepemilikan();
CREATE TRIGGER umkm_carian_pelaku_ubah AFTER UPDATE OF nama ON umkm_pelakuusaha
    FOR EACH ROW WHEN (OLD.nama IS DISTINCT FROM NEW.nama) EXECUTE FUNCTION umkm_carian_pelaku();
"""

CABUT = """
DROP TRIGGER umkm_carian_usaha_lahir ON umkm_usaha;
DROP TRIGGER umkm_carian_usaha_ubah ON umkm_usaha;
DROP TRIGGER umkm_carian_milik_lahir ON umkm_kepemilikanusaha;
DROP TRIGGER umkm_carian_milik_ubah ON umkm_kepemilikanusaha;
DROP TRIGGER umkm_carian_pelaku_ubah ON umkm_pelakuusaha;
DROP FUNCTION umkm_carian_usaha();
DROP FUNCTION umkm_carian_kepemilikan();
DROP FUNCTION umkm_carian_pelaku();
"""


class Migration(migrations.Migration):
    dependencies = [("umkm", "0002_pemicu")]

    operations = [
        migrations.RunSQL(LEXEM, "DROP FUNCTION umkm_lexem(text);"),
        migrations.CreateModel(
            name="CarianUsaha",
            fields=[
                (
                    "usaha",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="umkm.usaha",
                    ),
                ),
                ("isi", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "verbose_name": "carian usaha",
                "verbose_name_plural": "carian usaha",
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(SEGARKAN, "DROP FUNCTION umkm_segarkan_carian(bigint[]);"),
        migrations.RunSQL(
            "SELECT umkm_segarkan_carian(ARRAY(SELECT id FROM umkm_usaha));", migrations.RunSQL.noop
        ),
        migrations.AddIndex(
            model_name="carianusaha",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["isi"], name="usaha_carian"),
        ),
        migrations.AddIndex(
            model_name="pelakuusaha",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    "nama",
                    function="umkm_lexem",
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
                name="pelaku_carian",
            ),
        ),
        migrations.AddIndex(
            model_name="usaha",
            index=models.Index(
                models.OrderBy(models.F("jatuh_tempo")),
                models.OrderBy(models.F("id"), descending=True),
                name="usaha_urut_janji",
            ),
        ),
        migrations.RunSQL(PEMICU, CABUT),
    ]
