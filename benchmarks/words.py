"""The words of the corpus: sentences of village news, written for it, with slots to fill.

A sentence may hold `{dusun}`, `{tempat}`, `{warga}`, `{hari}`, `{bulan}`, `{jam}`, `{benda}`,
`{lembaga}`, `{nama}` (of a field or a brook, made of syllables, so that the corpus has rare words
as real ones have), `{n}` (a small number), `{m}` (a larger one), `{rp}` and `{topik}`. Nobody in
them has a name, and every web address ends in .example.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """A bidang: what its posts are about."""

    code: str
    name: str
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    sentences: tuple[str, ...]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


SUBJECTS: tuple[Subject, ...] = (
    Subject(
        "pertanian", "Pertanian",
        _split(
            "panen padi, bibit cabai, saluran irigasi, "
            "pupuk kandang, lumbung pangan, jagung manis"
        ),
        _split("padi, panen, pupuk, irigasi, cabai, kelompok tani"),
        _lines("""
            Hasil ubinan di petak contoh mencapai {n} kilogram, sedikit di atas tahun lalu.
            Air dibagi bergilir, tiap petak {n} jam, dan giliran ditulis di papan dekat pintu air.
            Harga gabah kering di tingkat petani berada di angka {rp} sekilogram pada {bulan}.
            Wereng masih terlihat di {m} petak, jadi penyemprotan dilakukan serempak pada {hari}.
            Benih dipilih dari rumpun terbaik, dijemur dua hari, lalu disimpan di {tempat}.
            Kelompok tani mencatat {m} hektare sudah ditanami dan sisanya menunggu hujan.
        """),
    ),
    Subject(
        "perikanan", "Perikanan",
        _split("kolam lele, tambak bandeng, jaring nelayan, pasar ikan, benih nila, rumput laut"),
        _split("ikan, nelayan, kolam, tambak, pasar ikan, benih"),
        _lines("""
            Benih sebanyak {m} ekor ditebar pagi sekali supaya tidak terkejut oleh panas.
            Nelayan dari {dusun} menunda melaut {n} hari karena angin barat belum reda.
            Ikan dibeli pengepul seharga {rp} sekilogram, dibayar di tempat.
            Air kolam diganti sepertiganya setiap {hari}, dan pakan dikurangi bila mendung.
            Jaring yang robek dikumpulkan di {tempat} untuk ditambal bersama-sama.
            Dari {m} petak tambak, {n} petak sedang dikeringkan untuk membuang lumpur.
        """),
    ),
    Subject(
        "umkm", "UMKM",
        _split(
            "keripik pisang, anyaman pandan, kopi bubuk, "
            "warung bersama, tenun rumahan, gula aren"
        ),
        _split("usaha, keripik, kopi, anyaman, kemasan, pasar"),
        _lines("""
            Dalam sebulan terjual {m} bungkus, separuhnya dipesan lewat telepon.
            Kemasan baru memakai kertas tebal dengan tanggal produksi yang mudah dibaca.
            Modal awal sebesar {rp} dipinjam dari koperasi dan dicicil {n} kali.
            Bahan dibeli dari tetangga di {dusun}, jadi uangnya berputar di kampung sendiri.
            Pembukuan sederhana diajarkan: satu buku untuk uang masuk, satu untuk uang keluar.
            Pesanan paling banyak datang menjelang {bulan}, saat orang pulang kampung.
        """),
    ),
    Subject(
        "wisata", "Wisata",
        _split(
            "jalur ke air terjun, homestay warga, bukit pandang, "
            "pasar minggu, kebun petik buah, perahu susur sungai"
        ),
        _split("wisata, homestay, alam, pemandu, sungai, bukit"),
        _lines("""
            Pengunjung pada akhir pekan tercatat {m} orang, paling ramai sekitar pukul {jam}.
            Tiket masuk {rp} sudah termasuk parkir dan segelas teh hangat.
            Jalur sepanjang {m} meter diberi tali pegangan dan papan penunjuk dari kayu bekas.
            Pemandu bekerja bergilir supaya setiap rumah di {dusun} mendapat bagian.
            Sampah dibawa turun kembali; di atas hanya ada {n} tempat sampah dan itu sengaja.
            Kamar mandi umum ditambah {n} bilik dan airnya dialirkan dari mata air.
        """),
    ),
    Subject(
        "kesehatan", "Kesehatan",
        _split("posyandu balita, jentik nyamuk, imunisasi, senam lansia, air bersih, dapur gizi"),
        _split("posyandu, balita, lansia, gizi, imunisasi, air bersih"),
        _lines("""
            Sebanyak {m} balita ditimbang dan {n} di antaranya dirujuk ke puskesmas untuk diperiksa.
            Kader mendatangi rumah yang belum sempat hadir, dimulai dari {dusun}.
            Menu bulan ini bubur kacang hijau, telur, dan daun kelor dari pekarangan.
            Bak mandi dikuras setiap {hari} dan barang bekas yang menampung air dikubur.
            Tensi diukur tanpa biaya; yang tinggi diminta datang lagi {n} hari kemudian.
            Bidan mengingatkan agar buku pemeriksaan dibawa, meskipun sampulnya sudah lepas.
        """),
    ),
    Subject(
        "pendidikan", "Pendidikan",
        _split(
            "taman baca, kelas komputer, belajar bersama, "
            "beasiswa desa, perahu pustaka, lomba cerdas cermat"
        ),
        _split("sekolah, buku, anak, belajar, taman baca, lomba"),
        _lines("""
            Taman baca kini punya {m} judul dan dibuka sampai pukul {jam}.
            Anak kelas enam dari {dusun} belajar berkelompok, {n} anak satu meja.
            Buku bekas yang masih layak dikumpulkan di {tempat} sepanjang {bulan}.
            Pengajarnya mahasiswa yang sedang pulang, dibantu {warga} yang punya waktu.
            Beasiswa sebesar {rp} diberikan kepada {n} siswa, diputuskan dalam musyawarah terbuka.
            Komputer yang ada {n} buah, jadi setiap kelompok mendapat giliran satu jam.
        """),
    ),
    Subject(
        "lingkungan", "Lingkungan",
        _split(
            "bank sampah, pohon peneduh, lubang biopori, "
            "parit kampung, bibit bakau, kompos dapur"
        ),
        _split("sampah, kompos, pohon, air, biopori, gotong royong"),
        _lines("""
            Sampah kering ditimbang setiap {hari}; minggu lalu terkumpul {m} kilogram.
            Bibit yang hidup dihitung ulang: {m} batang, sisanya akan disulam.
            Parit di {dusun} dikeruk sedalam {n} jengkal dan lumpurnya dipakai menguruk jalan.
            Kompos matang setelah {n} minggu dan boleh diambil siapa saja di {tempat}.
            Plastik bening dihargai {rp} sekilogram, dicatat di buku tabungan.
            Lubang resapan sudah {m} buah, ditandai paku payung merah pada peta di dinding.
        """),
    ),
    Subject(
        "budaya", "Budaya",
        _split(
            "latihan tari, sanggar gamelan, cerita rakyat, "
            "kirab kampung, batik tulis, musik bambu"
        ),
        _split("seni, tari, adat, sanggar, batik, cerita"),
        _lines("""
            Latihan dimulai pukul {jam} dan selesai sebelum anak-anak mengantuk.
            Alat musik yang rusak {n} buah, dua di antaranya dapat diperbaiki sendiri.
            Para sesepuh menceritakan asal nama {dusun} dan seorang pemuda merekamnya.
            Kain untuk penari dijahit bergiliran di {tempat}, benangnya sumbangan warga.
            Kirab menempuh {m} meter dengan {n} kali berhenti untuk minum.
            Anak-anak hafal geraknya lebih cepat daripada yang mengajar, begitu kata {warga}.
        """),
    ),
    Subject(
        "kebencanaan", "Kebencanaan",
        _split(
            "jalur evakuasi, latihan siaga banjir, pos ronda, "
            "tanggul sungai, alat pemadam ringan, sirene kampung"
        ),
        _split("siaga, banjir, evakuasi, ronda, tanggul, cuaca"),
        _lines("""
            Air naik {n} jengkal dalam semalam dan surut kembali menjelang pukul {jam}.
            Titik kumpul dipindah ke {tempat} karena halamannya lebih tinggi.
            Latihan diikuti {m} orang; yang menggendong bayi berjalan di sisi dalam.
            Kentungan dipukul {n} kali berarti siap, dipukul terus berarti berangkat.
            Tanggul di {dusun} ditambal dengan {m} karung pasir dalam dua sore.
            Nomor penting ditempel di setiap pintu, ditulis besar supaya terbaca tanpa kacamata.
        """),
    ),
    Subject(
        "pemerintahan", "Pemerintahan",
        _split(
            "musyawarah desa, loket pelayanan, perekaman KTP, "
            "jalan lingkungan, anggaran desa, lampu jalan"
        ),
        _split("musyawarah, anggaran, pelayanan, ktp, jalan, lampu"),
        _lines("""
            Rapat dihadiri {m} warga dan berlangsung {n} jam, termasuk waktu makan.
            Anggaran sebesar {rp} ditempel di papan pengumuman dan boleh difoto.
            Jalan di {dusun} dicor sepanjang {m} meter, dikerjakan warga sendiri.
            Loket dibuka setiap {hari} sampai pukul {jam}; nomor antrean diambil di meja depan.
            Usulan yang masuk {m} buah, disaring menjadi {n} menurut kebutuhan.
            Berkas yang kurang boleh disusulkan paling lambat akhir {bulan}.
        """),
    ),
)  # fmt: skip

COMMON: tuple[str, ...] = _lines("""
    Sejak pagi {warga} sudah berkumpul di {tempat}, sebagian masih membawa {benda} dari rumah.
    Pekerjaan yang direncanakan selesai dalam {n} hari ternyata rampung lebih cepat.
    Menurut catatan {lembaga}, kegiatan semacam ini sudah berjalan {n} tahun berturut-turut.
    "Yang penting semua kebagian tugas," kata {warga} sambil menggulung lengan baju.
    Hujan turun sebentar sekitar pukul {jam}, tetapi tidak seorang pun pulang.
    Biayanya **{rp}**, dikumpulkan sukarela dan dicatat satu per satu oleh bendahara.
    Warga {dusun} mengusulkan agar kegiatan berikutnya diadakan pada {hari}, sesudah pasar bubar.
    Catatan {lembaga} ada di [papan informasi](https://papan-informasi.example/catatan).
    Beberapa hal masih harus dibenahi, terutama soal *waktu* dan tempat menyimpan alat.
    Ketua kelompok mengingatkan bahwa {benda} pinjaman harus kembali sebelum {hari}.
    Bagi yang belum sempat ikut, daftar susulan dibuka di {tempat} sampai akhir {bulan}.
    Sebagian besar peserta datang dari {dusun}, yang jaraknya {n} kilometer dari balai.
    Tidak ada pidato panjang; setelah doa, semua langsung bekerja.
    Anak-anak ikut membantu semampunya, lalu lebih banyak bermain daripada membantu.
    Dapur umum memasak {m} porsi dan tidak sebutir nasi pun tersisa.
    {lembaga} menyumbang {n} {benda} serta meminjamkan pengeras suara.
    Soal {topik}, pendapat warga terbelah dua, dan keduanya punya alasan yang baik.
    Yang tua mengingatkan, yang muda mengerjakan, dan yang lewat ikut mencicipi kopi.
    Dua tahun lalu urusan {topik} pernah dibahas, tetapi berhenti karena kurang orang.
    Kali ini jadwal piketnya ditempel di {tempat} dan setiap nama mendapat giliran.
    Bila ada perubahan, kabarnya akan disampaikan lewat pengeras suara langgar dan halaman ini.
    Laporan keuangan akan dibacakan pada pertemuan {bulan}, terbuka untuk siapa saja.
    Sekitar {m} orang hadir, dihitung dari jumlah gelas yang dicuci sesudahnya.
    Ada usul dari {warga} agar {benda} disimpan di tempat yang lebih kering.
    Petugas dari kecamatan datang pukul {jam}, mencatat, lalu ikut makan siang.
    Peralatan dibeli dari toko terdekat dengan harga `{rp}` per buah.
    Warga yang rumahnya jauh dijemput bergantian dengan dua mobil bak terbuka.
    Pelajaran terpenting dari {topik}: mulailah dari yang kecil dan jangan menunggu lengkap.
    Hasilnya memang belum sempurna, tetapi sudah dapat dipakai bersama.
    Untuk sementara kegiatan dipindahkan ke {tempat}, sampai atapnya selesai diganti.
    Pengurus berterima kasih kepada {warga} yang meminjamkan {benda} tanpa diminta.
    Pada {hari} pekan depan, pembagian tugas akan diundi supaya adil.
    Ada {n} rumah yang belum terjangkau, dan itulah yang didahulukan bulan depan.
    Kalau ada yang keliru dalam tulisan ini, sampaikan kepada pengurus agar segera dibetulkan.
    Tenda dipasang di {tempat} sejak malam, dijaga bergantian oleh pemuda {dusun}.
    Semua bahan berasal dari kebun sendiri, kecuali garam dan minyak.
    Musyawarah tentang {topik} ditutup menjelang pukul {jam} dengan {n} keputusan.
    Satu keputusan ditunda karena menunggu jawaban {lembaga}.
    Perempuan dan pemuda mendapat giliran bicara lebih dahulu, sebuah kebiasaan baru yang disukai.
    Dari arah {nama}, rombongan berjalan kaki sambil memikul {benda}.
    Nama {nama} diusulkan untuk jalan kecil yang selama ini tidak bernama.
    Tempat berkumpul berikutnya di kebun {nama}, dekat jembatan.
    Mata air {nama} tetap dijaga dan tidak boleh dipakai mencuci.
    Kelompok {nama} dan kelompok {nama} saling menengok hasil kerja.
    Foto-foto diambil seperlunya dan wajah anak tidak ditampilkan tanpa izin orang tua.
""")

OPENERS: tuple[str, ...] = _lines("""
    Urusan {topik} di {dusun} akhirnya mendapat perhatian yang sudah lama ditunggu.
    Pada {hari} pagi, {warga} di {dusun} memulai pekerjaan yang tertunda sejak {bulan}.
    Kabar baik datang dari {dusun}: {topik} berjalan lebih lancar daripada perkiraan.
    Tidak banyak yang menyangka {topik} bisa mengumpulkan {m} orang dalam satu pagi.
    Setelah {n} kali rapat, rencana tentang {topik} disepakati di {tempat}.
    Mulai {hari}, ada yang berubah dalam {topik} di lingkungan {dusun}.
""")

HEADINGS: tuple[str, ...] = _lines("""
    Jalannya kegiatan
    Yang perlu dibawa
    Pembagian tugas
    Hasil sementara
    Langkah berikutnya
    Catatan dari lapangan
    Pertanyaan warga
    Biaya dan sumbangan
""")

ITEMS: tuple[str, ...] = _lines("""
    {benda} secukupnya, diberi tanda milik
    air minum sendiri, gelas disediakan di {tempat}
    topi atau payung, karena pukul {jam} sudah terik
    fotokopi kartu keluarga, {n} lembar
    giliran jaga {n} orang setiap malam
    membersihkan {tempat} sesudah dipakai
    mencatat nama {warga} yang hadir
    menyerahkan sisa uang kepada bendahara
    menghubungi {lembaga} paling lambat {hari}
    sarung tangan dan karung bekas
""")

COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("Dusun", "Jumlah", "Keterangan"),
    ("Bahan", "Harga", "Catatan"),
    ("Hari", "Jam", "Tempat"),
)

TITLES: tuple[str, ...] = _lines("""
    Warga {dusun} bersiap untuk {topik}
    {Topik} di {dusun} mulai berjalan
    Cerita dari {topik}
    Gotong royong untuk {topik} di {dusun}
    {Topik}: apa yang sudah dan belum
    Dua hari bersama {topik}
    {dusun} punya cara sendiri untuk {topik}
    Pelajaran dari {topik} tahun ini
    {Topik} kembali dibuka
    Mengapa {topik} perlu dijaga bersama
""")

DUSUN = _lines("""
    Dusun Timur
    Dusun Barat
    Dusun Tengah
    Dusun Muara
    Dusun Lereng
    Dusun Sumber
    Dusun Tepian
    Dusun Lembah
    Dusun Jati
    Dusun Waru
    RT 03
    RT 07
    RW 02
    RW 05
""")
TEMPAT = _lines("""
    balai desa
    pos ronda
    halaman sekolah
    lapangan
    teras langgar
    gudang koperasi
    tepi sungai
    rumah ketua kelompok
    pasar lama
    ruang baca
""")
WARGA = _lines("""
    ibu-ibu kelompok dasawisma
    para pemuda
    seorang kader
    beberapa petani
    seorang nenek
    para pedagang
    tukang kayu kampung
    seorang guru
    anggota karang taruna
    bapak-bapak ronda
""")
BENDA = _lines("""
    cangkul
    ember
    tikar
    karung goni
    bambu
    terpal
    ceret
    timbangan
    tali tambang
    kursi plastik
""")
LEMBAGA = _lines("""
    kantor desa
    puskesmas
    kelompok tani
    koperasi
    karang taruna
    sekolah dasar
    kantor kecamatan
    bank sampah
""")
SYLLABLES = (
    "ba bu da di gu ja ka ki ku la li lo ma mu na ni pa pu ra ri ru sa si su ta ti tu wa ya "
    "bang dan gar jan kar lam man pan ran sem tan wung"
).split()
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BULAN = _lines("""
    Januari
    Februari
    Maret
    April
    Mei
    Juni
    Juli
    Agustus
    September
    Oktober
    November
    Desember
""")
NAMES = _lines("""
    Berkarya
    Bersemi
    Guyub
    Lestari
    Mandiri
    Sejahtera
    Bersuara
    Cerdas
    Harapan
    Makmur
    Maju
    Rukun
""")

SLOTS: dict[str, tuple[str, ...]] = {
    "dusun": DUSUN,
    "tempat": TEMPAT,
    "warga": WARGA,
    "benda": BENDA,
    "lembaga": LEMBAGA,
    "hari": HARI,
    "bulan": BULAN,
}
"""Slot -> the words that may fill it."""
