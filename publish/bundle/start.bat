@echo off
rem Finds a Python this bundle has wheels for and hands over to start.py.
rem Only the last line is not ASCII: cmd on Japanese Windows can lose the end of a line of UTF-8.
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "START=%~dp0app\publish\bundle\start.py"
if not exist "%START%" goto packed

set "PYTHON="
for %%v in (@PYTHONS@) do call :try py -%%v
call :try python
if not defined PYTHON goto missing
%PYTHON% "%START%" %*
if %errorlevel% == 0 exit /b 0
pause
exit /b 1

:try
if defined PYTHON exit /b 0
%* -c "import sys, sysconfig; sys.exit(sysconfig.get_platform() != 'win-amd64' or '.'.join(map(str, sys.version_info[:2])) not in '@PYTHONS@'.split())" >nul 2>nul
if %errorlevel% == 0 set "PYTHON=%*"
exit /b 0

:missing
type "%~dp0app\publish\bundle\no-python.txt"
echo   Python @PYTHONS@
echo.
py --list 2>nul
python --version 2>nul
pause
exit /b 1

:packed
echo app フォルダーがありません。zip を右クリックして「すべて展開」を選び、展開したフォルダーの中の start.bat を開いてください。& pause & exit /b 1
