"""What a page tells search engines, as schema.org terms. Pure functions that build plain dictionaries."""


def city():
    return {
        "@type": "GovernmentOrganization",
        "name": "Stadt Bochum",
        "url": "https://www.bochum.de/",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Willy-Brandt-Platz 2-6",
            "postalCode": "44787",
            "addressLocality": "Bochum",
            "addressCountry": "DE",
        },
    }


def breadcrumb_list(base_address, breadcrumbs):
    """`breadcrumbs`: (label, path) from the home page to the page itself."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": str(label), "item": f"{base_address}{path}"}
            for position, (label, path) in enumerate(breadcrumbs, start=1)
        ],
    }


def website(base_address, language, name, search_path):
    """`search_path`: the path that a question is added to."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": name,
        "url": f"{base_address}/{language}/",
        "inLanguage": language,
        "publisher": city(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{base_address}{search_path}?q={{question}}"},
            "query-input": "required name=question",
        },
    }


def project(base_address, path, *, name, description, organisation_name):
    """A core activity. Status and dates have no term there and are left to the page."""
    data = {
        "@context": "https://schema.org",
        "@type": "Project",
        "name": name,
        "description": description,
        "url": f"{base_address}{path}",
    }
    if organisation_name:
        data["parentOrganization"] = {"@type": "Organization", "name": organisation_name}
    return data


def whom_to_ask(base_address, path, *, is_person, name, belongs_to, email, telephone):
    """A contact or an office with what the public may know of it; an empty value is left out."""
    data = {
        "@context": "https://schema.org",
        "@type": "Person" if is_person else "Organization",
        "name": name,
        "url": f"{base_address}{path}",
        "email": email,
        "telephone": telephone,
    }
    if belongs_to:
        data["worksFor" if is_person else "parentOrganization"] = {"@type": "Organization", "name": belongs_to}
    return {term: value for term, value in data.items() if value}


def news_article(base_address, path, *, headline, description, published, modified, language):
    """`published` as an ISO date as precisely as it is known, `modified` as an ISO date-time."""
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "description": description,
        "datePublished": published,
        "dateModified": modified,
        "inLanguage": language,
        "mainEntityOfPage": f"{base_address}{path}",
        "publisher": city(),
    }
