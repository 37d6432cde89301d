from django.urls import path

from .views import duplicates, imports, register

app_name = "people"
urlpatterns = [
    path("", register.home, name="home"),
    path("huishoudens/<uuid:household_id>/", register.household, name="household"),
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
