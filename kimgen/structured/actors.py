"""The KIM, its site and its place as schema.org nodes.

Offices of a KIM are told with their names on its page, not here: people are
not for harvesting.
"""

from __future__ import annotations

from kimgen.model import Kim, Site, Village
from kimgen.structured.graph import Image, Node, picture


def kim_id(site: Site) -> str:
    """@id of the KIM."""
    return f"{site.url}#kim"


def site_id(site: Site) -> str:
    """@id of its website."""
    return f"{site.url}#situs"


def language(site: Site) -> str:
    """BCP 47 language of the site."""
    return site.kim.lang or site.portal.lang


def organisation(site: Site, logo: Image | None = None) -> Node:
    """The KIM with all that is public about it."""
    kim = site.kim
    village = kim.village
    rest = kim.name.removeprefix("KIM ")
    number = {"@type": "PropertyValue", "name": "Nomor Induk Komunitas", "value": kim.number}
    return {
        **publisher(site.url, kim.name, logo),
        "alternateName": f"{site.portal.expansion} {rest}" if rest != kim.name else None,
        "description": kim.description,
        "identifier": number if kim.number else None,
        "foundingDate": kim.founded.isoformat() if kim.founded else None,
        "email": kim.email,
        "telephone": f"+{kim.whatsapp}" if kim.whatsapp else None,
        "address": address(village, kim.address),
        "areaServed": area(village),
        "location": _location(kim),
        "sameAs": [item.url for item in kim.social],
    }


def publisher(home: str, name: str, logo: Image | None = None) -> Node:
    """The KIM called `name`, with its site at `home`, as publisher of a page."""
    return {
        "@type": "Organization",
        "@id": f"{home}#kim",
        "name": name,
        "url": home,
        "logo": picture(logo),
    }


def website(site: Site) -> Node:
    """The site itself."""
    return {
        "@type": "WebSite",
        "@id": site_id(site),
        "name": site.kim.name,
        "url": site.url,
        "inLanguage": language(site),
        "publisher": {"@id": kim_id(site)},
    }


def address(village: Village, street: str = "") -> Node:
    """PostalAddress in a village."""
    return {
        "@type": "PostalAddress",
        "streetAddress": street,
        "addressLocality": f"{village.full_name}, {village.district}",
        "addressRegion": f"{village.regency}, {village.province}",
        "addressCountry": "ID",
    }


def area(village: Village) -> Node:
    """The village inside its district, regency, province and country."""
    within: Node = {"@type": "Country", "name": "Indonesia"}
    for name, code in (
        (village.province, village.province_code),
        (village.regency, village.regency_code),
        (village.district, village.district_code),
        (village.full_name, village.code),
    ):
        within = {
            "@type": "AdministrativeArea",
            "name": name,
            "identifier": code,
            "containedInPlace": within,
        }
    return within


def _location(kim: Kim) -> Node | None:
    if kim.coordinates is None:
        return None
    latitude, longitude = kim.coordinates
    point = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return {"@type": "Place", "name": kim.name, "geo": point}
