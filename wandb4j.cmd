@echo off
rem The command line of this repository. Builds it first if that has not been done.
setlocal
set "JAR=%~dp0wandb-cli\target\wandb4j.jar"
if not exist "%JAR%" (
  echo wandb4j: not built yet, building it once with Maven 1>&2
  call mvn -q -B -Dstyle.color=never -f "%~dp0pom.xml" package -Dmaven.test.skip=true -pl wandb-cli -am 1>&2 || exit /b 1
)
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -jar "%JAR%" %*
exit /b %ERRORLEVEL%
