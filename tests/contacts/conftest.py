import pytest

from tests.builders import a_contact


@pytest.fixture
def anna():
    return a_contact(name_de="Anna Alt", name_en="Anna Alt")


@pytest.fixture
def nora():
    return a_contact(name_de="Nora Neu", name_en="Nora Neu")
