"""Names that no KIM may take as its label, by reason: a table, and nothing else.

The names are whole labels: `peta` is reserved, `kim-peta` (a KIM in a village
called Peta) is free. `label.reserved` in portal.yaml adds to them.
"""

from __future__ import annotations

_GROUPS: dict[str, str] = {
    # Names that machines, mail and certificate authorities expect to belong to the domain's owner.
    "machine": """
        www www1 www2 www3 web ftp sftp ssh mail email webmail smtp imap pop pop3 mx mx1 mx2 ns
        ns0 ns1 ns2 ns3 ns4 ns5 ns6 ns7 ns8 ns9 dns dns1 dns2 ntp vpn proxy gateway router server
        host localhost local localdomain broadcasthost wpad isatap autoconfig autodiscover
        mta-sts dmarc dkim spf hostmaster postmaster webmaster root sysadmin abuse security ssl
        acme tls noc example invalid test testing staging dev demo beta null undefined
    """,
    # Folder names that Windows cannot hold.
    "windows": "con prn aux nul com1 com2 com3 com4 lpt1 lpt2 lpt3 lpt4",
    # What the portal itself uses or may come to use.
    "portal": """
        api cdn static assets aset asset media files berkas img images gambar unduh unduhan
        kelola kelolaan editor tulis cms dasbor dashboard panel konsol console admin administrator
        admins operator moderator superadmin adminkim login logon masuk signin daftar register
        signup akun account sso auth oauth id portal beranda home peta map maps data dataset
        statistik status pantau cari search feed rss sitemap bantuan help support panduan docs
        dokumentasi forum blog berita info kontak contact tentang about git ci pratinjau preview
        bot wa whatsapp donasi bayar pembayaran toko
        kim kimid kim-id kim-indonesia kim-nasional kim-pusat pusat nasional indonesia
    """,
    # Offices of state: a KIM is not one of them and must not seem to be.
    "government": """
        gov go goid go-id pemerintah pemerintahan negara presiden wapres istana kepresidenan
        setneg sekneg setkab menteri kementerian kominfo diskominfo komdigi komdig menkominfo
        menkomdigi kemkominfo kemkomdigi kemenkominfo kemendagri kemendes kemenkes kemenag
        kemenkeu kemensos kemenkumham kemendikbud kemenpan menpan bappenas polri polisi polda
        polres polsek tni kodim koramil koramil bin bais bssn bnpb bpbd bmkg basarnas bnn kpk bpk
        bpkp kpu kpud bawaslu panwaslu dkpp mpr dpr dprd dpd mahkamah-agung mahkamah-konstitusi
        kejaksaan kejagung pengadilan ombudsman komnas-ham imigrasi dukcapil disdukcapil capil
        bps bpn atr-bpn bpjs bkn bpom ojk bank-indonesia djp pajak dirjen-pajak bea-cukai samsat
        gubernur bupati walikota wali-kota camat lurah kades pemprov pemkab pemkot pemda pemdes
        kelurahan kecamatan kabupaten kota provinsi desa bumn pln pertamina telkom pos-indonesia
        bansos pkh blt dana-desa prakerja cekbansos satgas satpol-pp puskesmas
    """,
}

RESERVED: dict[str, str] = {
    word: reason for reason, words in _GROUPS.items() for word in words.split()
}
"""Reserved label -> machine, windows, portal or government."""

RESERVED_REASONS: dict[str, tuple[str, str]] = {
    "machine": (
        "dipakai untuk urusan teknis domain",
        "machines and mail expect it to belong to the domain itself",
    ),
    "windows": (
        "tidak bisa menjadi nama folder di Windows",
        "Windows cannot have a folder of that name",
    ),
    "portal": ("dipakai oleh portal nasional", "the national portal uses it"),
    "government": ("nama lembaga negara", "it is the name of an office of state"),
    "custom": ("dipesan di portal.yaml", "portal.yaml reserves it"),
}
"""reason -> what to say, in Indonesian and in English, without a final stop."""
