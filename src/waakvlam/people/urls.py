from django.urls import path

from .views import blocks, duplicates, imports, register

app_name = "people"
urlpatterns = [
    path("", register.home, name="home"),
    path("huishoudens/<uuid:household_id>/", register.household, name="household"),
    path("blokken/", blocks.blocks, name="blocks"),
    path("blokken/nieuw/", blocks.new, name="block_new"),
    path("blokken/<uuid:block_id>/", blocks.block, name="block"),
    path("blokken/<uuid:block_id>/tekening/", blocks.drawing, name="block_drawing"),
    path("blokken/<uuid:block_id>/deur/", blocks.door, name="block_door"),
    path("blokken/<uuid:block_id>/wissing/", blocks.removal, name="block_removal"),
    path("blokken/<uuid:block_id>/terug/", blocks.undoing, name="block_undoing"),
    path("importen/", imports.imports, name="imports"),
    path("importen/<uuid:import_id>/", imports.one_import, name="import"),
    path("importen/<uuid:import_id>/kolommen/", imports.columns, name="columns"),
    path("importen/<uuid:import_id>/akkoord/", imports.approval, name="approval"),
    path("importen/<uuid:import_id>/hervatting/", imports.resumption, name="resumption"),
    path("importen/<uuid:import_id>/afbreking/", imports.cancellation, name="cancellation"),
    path("importen/<uuid:import_id>/opmerkingen.xlsx", imports.refused, name="refused"),
    path("dubbel/", duplicates.duplicates, name="duplicates"),
    path("dubbel/<uuid:duplicate_id>/samenvoeging/", duplicates.merge, name="merge"),
    path("dubbel/<uuid:duplicate_id>/afwijzing/", duplicates.dismissal, name="dismissal"),
    path("samenvoegingen/<uuid:merge_id>/terug/", duplicates.undo, name="undo"),
]
